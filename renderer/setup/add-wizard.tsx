/** A further destination: where it is and when it is backed up to. All else is as in the settings. */
import { useState, type ReactNode } from 'react';
import type { Failure } from '../../shared/failures';
import { request } from '../engine/client';
import { useAnswer } from '../engine/use-answer';
import { ScheduleFields } from '../settings/schedule-fields';
import { usePlace } from '../shell/place';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { HostPage } from './host-page';
import { LookedAround, type Looked } from './looked-around';
import { destinationOf, finishedAddition, placeIn, stepsToAdd, type Draft } from './setup-draft';
import { useSetup } from './setup-provider';
import { TextField } from './text-field';
import { useWizardSteps } from './use-wizard-steps';
import { PlaceSummary } from './when-step';
import { WhereStep } from './where-step';
import { WizardFrame } from './wizard-frame';
import type { StepProps } from './wizard-step';

export function AddWizard() {
  return <LookedAround>{(looked) => <Steps {...looked} />}</LookedAround>;
}

function Steps(looked: Looked) {
  const { words } = useLanguage();
  const { setup } = words;
  const { draft } = looked;
  const { endAdding } = useSetup();
  const adding = useAdd();
  const {
    step,
    props,
    frame: inner,
  } = useWizardSteps(looked, stepsToAdd(draft), () => {
    adding.send(draft);
  });
  const frame = { ...inner, leave: endAdding };
  if (step === 'host') return <HostPage key={destinationOf(draft)} frame={frame} {...props} />;
  const isLast = step === 'when';
  return (
    <WizardFrame
      key={step}
      {...frame}
      nextLabel={isLast ? setup.add.button : setup.next}
      busy={adding.busy}
      note={adding.busy ? setup.add.busy : undefined}
    >
      {isLast ? <LastStep {...props} /> : <WhereStep {...props} />}
      {isLast && <Refusal failure={adding.failure} dismiss={adding.forget} />}
    </WizardFrame>
  );
}

function LastStep({ look, draft, change, wrong, pressed }: StepProps): ReactNode {
  const { settings } = useLanguage().words;
  const where = placeIn(draft);
  return (
    <>
      <ScheduleFields
        draft={draft.schedule}
        change={(schedule) => {
          change({ schedule });
        }}
      />
      {where !== undefined && (
        <Name
          where={where}
          name={draft.name}
          wrong={wrong === 'name' ? settings.destinations.wrongName : undefined}
          pressed={pressed}
          change={(name) => {
            change({ name });
          }}
        />
      )}
      <PlaceSummary look={look} draft={draft} />
    </>
  );
}

interface NameProps {
  where: NonNullable<ReturnType<typeof placeIn>>;
  name: string | null;
  wrong: string | undefined;
  pressed: boolean;
  change: (name: string) => void;
}

/** What it would be called stands there already. */
function Name({ where, name, ...field }: NameProps) {
  const { settings } = useLanguage().words;
  const { answer } = useAnswer('setup.suggest-name', where, '');
  const suggested = answer.is === 'known' ? answer.value : '';
  return <TextField label={settings.destinations.name} value={name ?? suggested} {...field} />;
}

/** Adds it, starts the backup to it, and leaves the rest to Home. */
function useAdd() {
  const { endAdding, setAfterword } = useSetup();
  const { go } = usePlace();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = (draft: Draft): void => {
    const addition = finishedAddition(draft);
    if (addition === undefined || busy) return;
    setBusy(true);
    void request('setup.add', addition).then((answer) => {
      setBusy(false);
      setFailure(answer.ok ? undefined : answer.failure);
      if (!answer.ok) return;
      const { name: added, problems } = answer.value;
      setAfterword({ added, problems, keptExcludeList: false, measured: undefined });
      endAdding();
      go('home');
    });
  };
  const forget = (): void => {
    setFailure(undefined);
  };
  return { send, busy, failure, forget };
}
