/** The first run: four quiet steps, filled in by what the machine is. Whoever presses Next gets a sensible backup. */
import { useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { SetupDraft } from '../../shared/ipc-setup';
import { request } from '../engine/client';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { HostPage } from './host-page';
import { LeaveOutStep } from './leave-out-step';
import { LookedAround, type Looked } from './looked-around';
import { destinationOf, finishedDraft, stepsOf, whatOf, type Step } from './setup-draft';
import { useSetup } from './setup-provider';
import { useFirstScan, type FirstScan } from './use-first-scan';
import { useWizardSteps } from './use-wizard-steps';
import { WhatStep } from './what-step';
import { WhenStep } from './when-step';
import { WhereStep } from './where-step';
import { WizardFrame } from './wizard-frame';
import type { StepProps } from './wizard-step';

export function Wizard() {
  return <LookedAround>{(looked) => <Steps {...looked} />}</LookedAround>;
}

function Steps(looked: Looked) {
  const { words } = useLanguage();
  const { setup } = words;
  const { look, draft } = looked;
  const first = useFirstScan(whatOf(draft), draft.presets === null ? null : [...draft.presets]);
  const measured =
    first.scan?.phase === 'done' && !look.keepsExcludeList ? first.weights?.backedUp : undefined;
  const finish = useFinish(measured);
  const { step, props, frame } = useWizardSteps(looked, stepsOf(draft), () => {
    finish.send(finishedDraft(draft));
  });
  if (step === 'host') {
    return <HostPage key={destinationOf(draft)} frame={frame} {...props} />;
  }
  return (
    <WizardFrame
      key={step}
      {...frame}
      nextLabel={step === 'when' ? words.home.backUpNow : setup.next}
      busy={finish.busy}
      note={finish.busy ? setup.when.starting : undefined}
    >
      <StepOf step={step} props={props} first={first} />
      {step === 'when' && <Refusal failure={finish.failure} dismiss={finish.forget} />}
    </WizardFrame>
  );
}

function StepOf({ step, props, first }: { step: Exclude<Step, 'host'>; props: StepProps; first: FirstScan }) {
  switch (step) {
    case 'where':
      return <WhereStep {...props} />;
    case 'what':
      return <WhatStep {...props} first={first} />;
    case 'leave-out':
      return <LeaveOutStep {...props} first={first} />;
    case 'when':
      return <WhenStep {...props} first={first} />;
  }
}

/** Saves it, starts the first backup, and leaves the rest to Home, which shows it as soon as the settings are there. */
function useFinish(measured: number | undefined) {
  const { setDraft, setStep, setAfterword } = useSetup();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = (draft: SetupDraft | undefined): void => {
    if (draft === undefined || busy) return;
    setBusy(true);
    void request('setup.finish', draft).then((answer) => {
      setBusy(false);
      setFailure(answer.ok ? undefined : answer.failure);
      if (!answer.ok) return;
      setAfterword({ ...answer.value, measured });
      setDraft(undefined);
      setStep('where');
    });
  };
  const forget = (): void => {
    setFailure(undefined);
  };
  return { send, busy, failure, forget };
}
