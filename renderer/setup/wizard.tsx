/** The first run: four quiet steps, filled in by what the machine is. Whoever presses Next gets a sensible backup. */
import { useEffect, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { SetupDraft, SetupOutput } from '../../shared/ipc-setup';
import { useAnswer } from '../engine/use-answer';
import { request } from '../engine/client';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { HostPage } from './host-page';
import { LeaveOutStep } from './leave-out-step';
import {
  destinationOf,
  finishedDraft,
  firstDraft,
  stepsOf,
  whatOf,
  wrongIn,
  type Draft,
  type Step,
} from './setup-draft';
import { useSetup } from './setup-provider';
import { useFirstScan, type FirstScan } from './use-first-scan';
import { WhatStep } from './what-step';
import { WhenStep } from './when-step';
import { WhereStep } from './where-step';
import { WizardFrame } from './wizard-frame';
import type { StepProps } from './wizard-step';

type Look = SetupOutput<'setup.look'>;

const LOOK_EVERY_MS = 3000;

export function Wizard() {
  const { words } = useLanguage();
  const { draft, setDraft, step } = useSetup();
  const { answer, askAgain } = useAnswer('setup.look', null, '');
  const look = answer.is === 'known' ? answer.value : undefined;
  const choosing = step === 'where';
  // A disk that is plugged in now is to appear while one looks.
  useEffect(() => {
    if (!choosing) return;
    const again = setInterval(askAgain, LOOK_EVERY_MS);
    return () => {
      clearInterval(again);
    };
  }, [askAgain, choosing]);
  if (answer.is === 'refused') {
    return (
      <div className="home">
        <Refusal failure={answer.failure} />
        <div>
          <Button onClick={askAgain}>{words.setup.tryAgain}</Button>
        </div>
      </div>
    );
  }
  if (look === undefined) {
    return (
      <div className="home">
        <p role="status">{words.setup.looking}</p>
      </div>
    );
  }
  return (
    <Steps
      look={look}
      draft={draft ?? firstDraft(look)}
      setDraft={(change) => {
        setDraft((before) => ({ ...(before ?? firstDraft(look)), ...change }));
      }}
    />
  );
}

interface StepsProps {
  look: Look;
  draft: Draft;
  setDraft: (change: Partial<Draft>) => void;
}

/** What the host's line is made of: a test of another line says nothing about this one. */
const OF_THE_WAY: readonly (keyof Draft)[] = ['where', 'typed', 'reach', 'store', 'machine', 'keep'];

function Steps({ look, draft, setDraft }: StepsProps) {
  const { words } = useLanguage();
  const { setup } = words;
  const { step: wanted, setStep, check } = useSetup();
  const [pressed, setPressed] = useState<Step>();
  const [moved, setMoved] = useState(false);
  const steps = stepsOf(draft);
  const step = steps.includes(wanted) ? wanted : 'where';
  const first = useFirstScan(whatOf(draft), draft.presets === null ? null : [...draft.presets]);
  const measured =
    first.scan?.phase === 'done' && !look.keepsExcludeList ? first.weights?.backedUp : undefined;
  const finish = useFinish(measured);
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
  const next = (): void => {
    if (wrong !== undefined) setPressed(step);
    else if (step !== 'when') go(steps[at + 1]);
    else finish.send(finishedDraft(draft));
  };
  const props: StepProps = { look, draft, change, wrong, pressed: pressed === step };
  const frame = {
    step,
    focusTitle: moved,
    back:
      at === 0
        ? undefined
        : () => {
            go(steps[at - 1]);
          },
    next,
  };
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
