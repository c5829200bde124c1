/** A step of the check in the words of the terminal. */
import type { CheckedStep, CheckFinding } from '../../shared/check-step';
import { describeFailure } from '../../shared/describe-failure';
import { EXIT } from '../../shared/exit-codes';
import { SSH_SERVER_OFF } from '../../shared/install-advice';
import type { Words } from '../../shared/words/catalogue';
import { warningIn } from '../../shared/words/warning';
import type { CheckStep, OddRules } from '../check/check-step';
import { describeInstead } from './describe-excludes';

interface Described {
  name: string;
  detail: string;
  nextStep?: string;
}

export function describeStep(words: Words, step: CheckStep): Described {
  const { check, terminal, warnings } = words;
  const { checked, isHere, odd, warning } = step;
  const here: Partial<Record<string, string>> = isHere ? check.stepsHere : {};
  const name = here[checked.step] ?? check.steps[checked.step];
  if (odd !== undefined) return { name, ...describeOdd(words, odd) };
  if (warning !== undefined) return { name, detail: warningIn(warnings, warning) };
  if (checked.result === 'failed') return { name, ...describeProblem(words, checked) };
  const { finding } = checked;
  if (finding === null) return { name, detail: '' };
  const say = terminal.check;
  switch (finding.kind) {
    case 'other-servers':
      return { name, detail: say.otherServers('22'), nextStep: say.switchOff(SSH_SERVER_OFF) };
    case 'locked-key':
      return { name, detail: say.lockedKey(finding.path), nextStep: say.noAgent };
    default:
      return { name, detail: detailOf(words, finding) };
  }
}

function describeOdd({ excludes, terminal }: Words, odd: OddRules): Omit<Described, 'name'> {
  const say = terminal.check;
  if ('more' in odd) return { detail: say.moreOddRules(odd.more), nextStep: say.allOddRules };
  const { line, text, kind, about, instead } = odd.rule;
  const detail = say.oddRule(line, text, excludes.odd(kind, about));
  if (instead.length === 0) return { detail };
  const lines = describeInstead(terminal.exclude, instead, about).map((each) => each.trim());
  return { detail, nextStep: lines.join(', ') };
}

function describeProblem(
  words: Words,
  { problem }: Extract<CheckedStep, { result: 'failed' }>,
): Omit<Described, 'name'> {
  switch (problem.kind) {
    case 'failure': {
      const { sentence, nextStep } = words.failure(problem.failure);
      return { detail: sentence, nextStep };
    }
    case 'no-shell': {
      const { sentence, nextStep } = words.check.noShell(problem.shell);
      return { detail: sentence, nextStep };
    }
    case 'cancelled':
      return { detail: words.terminal.check.cancelled };
  }
}

function detailOf({ check: { findings }, terminal: { check: say } }: Words, finding: CheckFinding): string {
  switch (finding.kind) {
    case 'text':
      return finding.text;
    case 'way':
      return findings.way(finding.roots.join(', '), finding.host);
    case 'rules':
      return say.rulesIn(finding.count, finding.path);
    case 'port':
      return say.port(String(finding.port));
    case 'rsync':
      return findings.rsync(finding.version);
    case 'peer':
      return findings.peer(finding.peer);
    case 'destination': {
      const { hostname, port, addresses } = finding;
      return say.destination(hostname, String(port), addresses.join(', ') || say.proxied);
    }
    default:
      // Said otherwise, or as a warning.
      return '';
  }
}

/** Of a step that failed. */
export function exitCodeOfStep({ problem }: Extract<CheckedStep, { result: 'failed' }>): number {
  switch (problem.kind) {
    case 'failure':
      return describeFailure(problem.failure).exitCode;
    case 'no-shell':
      return EXIT.failed;
    case 'cancelled':
      return EXIT.cancelled;
  }
}
