/** Going through the steps: on where nothing is wrong, back at any time; and what is tried out is of this choice alone. */
import { useState } from 'react';
import type { Looked } from './looked-around';
import { wrongIn, type Draft, type Step } from './setup-draft';
import { useSetup } from './setup-provider';
import type { Frame } from './wizard-frame';
import type { StepProps } from './wizard-step';

/** What the host's line is made of: a test of another line says nothing about this one. */
const OF_THE_WAY: readonly (keyof Draft)[] = ['where', 'typed', 'reach', 'store', 'machine', 'keep'];

export function useWizardSteps(
  { look, draft, setDraft }: Looked,
  steps: readonly Step[],
  finish: () => void,
): { step: Step; props: StepProps; frame: Frame } {
  const { step: wanted, setStep, check } = useSetup();
  const [pressed, setPressed] = useState<Step>();
  const [moved, setMoved] = useState(false);
  const step = steps.includes(wanted) ? wanted : 'where';
  const wrong = wrongIn(step, draft, look);
  const change = (changed: Partial<Draft>): void => {
    if (OF_THE_WAY.some((key) => key in changed)) check.forget();
    setDraft(changed);
  };
  const go = (to: Step | undefined): void => {
    if (to === undefined) return;
    setPressed(undefined);
    setMoved(true);
    setStep(to);
  };
  const at = steps.indexOf(step);
  const back = (): void => {
    go(steps[at - 1]);
  };
  const next = (): void => {
    if (wrong !== undefined) setPressed(step);
    else if (step !== 'when') go(steps[at + 1]);
    else finish();
  };
  return {
    step,
    props: { look, draft, change, wrong, pressed: pressed === step },
    frame: { step, focusTitle: moved, back: at === 0 ? undefined : back, next },
  };
}
