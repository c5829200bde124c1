/** The links of the chain: what holds, which is being tried, and the one that does not, with its cause and its cure. */
import { CHECK_STEPS, type CheckedStep, type CheckFinding, type CheckStepId } from '../../shared/check-step';
import type { FailureCode } from '../../shared/failures';
import { Notice } from '../ui/notice';
import { Shape } from '../ui/shape';
import type { ShapeName } from '../ui/shape-name';
import { useLanguage } from '../ui/language';
import type { Language } from '../../shared/words/language';
import './check.css';

/** These only come where there is something to note. */
const NOTES: ReadonlySet<CheckStepId> = new Set([
  'odd-rules',
  'other-servers',
  'call-key',
  'same-disk',
  'nested-roots',
  'not-confined',
]);

export type Cures = Partial<Record<FailureCode, string>>;

interface Props {
  steps: readonly CheckedStep[];
  running: boolean;
  /** In place of what is usually said to do. */
  cures?: Cures | undefined;
}

export function CheckList({ steps, running, cures }: Props) {
  const { check } = useLanguage().words;
  const done = new Map(steps.map((step) => [step.step, step]));
  const rows = CHECK_STEPS.filter((id) => done.has(id) || !NOTES.has(id));
  const now = running ? rows.find((id) => !done.has(id)) : undefined;
  return (
    <ol className="check-steps" aria-label={check.title}>
      {rows.map((id) => (
        <Row key={id} id={id} step={done.get(id)} isNow={id === now} cures={cures} />
      ))}
    </ol>
  );
}

interface RowProps {
  id: CheckStepId;
  step: CheckedStep | undefined;
  isNow: boolean;
  cures: Cures | undefined;
}

function Row({ id, step, isNow, cures }: RowProps) {
  const language = useLanguage();
  const { check } = language.words;
  const stage = step?.result ?? (isNow ? 'now' : 'to-come');
  return (
    <li className="check-step" data-stage={stage} aria-current={isNow ? 'step' : undefined}>
      <Shape shape={SHAPES[stage]} size={0.875} label={check.stages[stage]} />
      <span className="check-name">{check.steps[id]}</span>
      <span className="check-finding quiet path">
        {isNow && check.now}
        {step !== undefined && step.result !== 'failed' && findingIn(language, step.finding)}
      </span>
      {step?.result === 'failed' && <Problem step={step} cures={cures} />}
    </li>
  );
}

const SHAPES: Record<CheckedStep['result'] | 'now' | 'to-come', ShapeName> = {
  ok: 'good',
  note: 'attention',
  failed: 'failed',
  now: 'running',
  'to-come': 'never',
};

function Problem({
  step: { problem },
  cures,
}: {
  step: Extract<CheckedStep, { result: 'failed' }>;
  cures: Cures | undefined;
}) {
  const { words } = useLanguage();
  const { sentence, nextStep } = ((): { sentence: string; nextStep: string } => {
    switch (problem.kind) {
      case 'failure': {
        const said = words.failure(problem.failure);
        return { ...said, nextStep: cures?.[problem.failure.code] ?? said.nextStep };
      }
      case 'no-shell':
        return words.check.noShell(problem.shell);
      case 'cancelled':
        return words.check.cancelled;
    }
  })();
  return (
    <div className="check-problem">
      <Notice shape="failed" urgent>
        <p>{sentence}</p>
        <p>{nextStep}</p>
      </Notice>
    </div>
  );
}

function findingIn({ words, formats }: Language, finding: CheckFinding | null): string {
  if (finding === null) return '';
  const say = words.check.findings;
  switch (finding.kind) {
    case 'text':
      return finding.text;
    case 'way':
      return say.way(finding.roots.join(', '), finding.host);
    case 'rules':
      return say.rules(finding.count);
    case 'odd-rules':
      return say.oddRules(finding.lines);
    case 'port':
      return say.port(String(finding.port));
    case 'rsync':
      return say.rsync(finding.version);
    case 'peer':
      return say.peer(finding.peer);
    case 'destination':
      return say.destination(finding.hostname, String(finding.port), finding.addresses.join(', '));
    case 'other-servers':
      return say.otherServers(formats.count(22));
    case 'locked-key':
      return say.lockedKey(finding.path);
    case 'same-disk':
      return say.sameDisk;
    case 'nested-roots':
      return say.nestedRoots;
    case 'not-confined':
      return say.notConfined;
    case 'confinement-off':
      return say.confinementOff;
  }
}
