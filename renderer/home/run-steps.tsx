/** The steps of a run as they are: asked, let in, reading, closing. */
import type { Running } from '../../shared/app-state';
import { useLanguage } from '../ui/language';

type Step = 'asked' | 'let-in' | 'reading' | 'closing';
type Stage = 'done' | 'now' | 'to-come';

const STEPS: readonly Step[] = ['asked', 'let-in', 'reading', 'closing'];
/** How many steps are behind each phase; the next one is under way. */
const BEHIND: Record<Running['phase'], number> = {
  preparing: 0,
  listening: 0,
  calling: 1,
  transferring: 2,
  'cleaning-up': 3,
};
/** The phase with whose beginning a step is done. The others have no moment that we know. */
const BEGINS = {
  asked: 'calling',
  'let-in': 'transferring',
  reading: undefined,
  closing: 'cleaning-up',
} as const;

export function RunSteps({ running }: { running: Running }) {
  const { words } = useLanguage();
  // Nobody is let in for a disk of this machine.
  const steps = running.here === true ? STEPS.filter((step) => step !== 'let-in') : STEPS;
  const behind = Math.max(0, BEHIND[running.phase] - (STEPS.length - steps.length));
  return (
    <ol className="steps" aria-label={words.run.stepsLabel}>
      {steps.map((step, index) => (
        <StepItem
          key={step}
          step={step}
          stage={index < behind ? 'done' : index === behind ? 'now' : 'to-come'}
          began={running.began ?? {}}
        />
      ))}
    </ol>
  );
}

interface ItemProps {
  step: Step;
  stage: Stage;
  began: NonNullable<Running['began']>;
}

function StepItem({ step, stage, began }: ItemProps) {
  const { words, formats } = useLanguage();
  const phase = BEGINS[step];
  const at = phase === undefined ? undefined : began[phase];
  const { run } = words;
  const said = { done: run.stepsDone, now: run.stepsNow, 'to-come': run.steps }[stage];
  const spoken = { done: run.stepDone, now: run.stepNow, 'to-come': run.stepToCome }[stage];
  return (
    <li className="step" data-stage={stage} aria-current={stage === 'now' ? 'step' : undefined}>
      <svg className="step-mark" width="0.75rem" height="0.75rem" viewBox="0 0 12 12" aria-hidden="true">
        {stage === 'done' ? (
          <path d="M2 6.5l3 3l5-7" />
        ) : (
          <circle cx="6" cy="6" r={stage === 'now' ? 4 : 2} />
        )}
      </svg>
      {said[step]}
      <span className="unseen"> ({spoken})</span>
      {at !== undefined && <span className="quieter"> {formats.clockToTheSecond(new Date(at))}</span>}
    </li>
  );
}
