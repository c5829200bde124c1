/** When backups are made, and what really starts them. */
import { useState } from 'react';
import type { Output } from '../../shared/ipc';
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../words/language';
import { Part } from './part';
import { draftOf, scheduleOf } from './schedule-draft';
import { ScheduleFields } from './schedule-fields';

export function SchedulePart() {
  const { settings, shell } = useLanguage().words;
  const { answer, askAgain } = useAnswer('schedule.get', null, '');
  return (
    <Part title={settings.schedule.title}>
      {answer.is === 'asking' && <p role="status">{settings.asking}</p>}
      {answer.is === 'refused' && (
        <>
          <Refusal failure={answer.failure} />
          <Button onClick={askAgain}>{shell.askAgain}</Button>
        </>
      )}
      {answer.is === 'known' && (
        // Another schedule in the settings begins another draft.
        <KnownSchedule key={JSON.stringify(answer.value.schedule)} told={answer.value} askAgain={askAgain} />
      )}
    </Part>
  );
}

function KnownSchedule({ told, askAgain }: { told: Output<'schedule.get'>; askAgain: () => void }) {
  const { schedule: words } = useLanguage().words.settings;
  const [draft, setDraft] = useState(() => draftOf(told.schedule));
  const set = useCommand('schedule.set');
  const wanted = scheduleOf(draft);
  const changed = JSON.stringify(wanted) !== JSON.stringify(told.schedule);
  const save = async (): Promise<void> => {
    if (wanted !== undefined && (await set.send(wanted))) askAgain();
  };
  return (
    <>
      <p className="quiet">{words.explain}</p>
      <form
        className="schedule"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <ScheduleFields draft={draft} change={setDraft} />
        {changed && (
          <div className="settings-buttons">
            <Button kind="main" type="submit" disabled={wanted === undefined || set.busy}>
              {words.save}
            </Button>
            <Button
              onClick={() => {
                setDraft(draftOf(told.schedule));
                set.forget();
              }}
            >
              {words.discard}
            </Button>
          </div>
        )}
      </form>
      <Refusal failure={set.failure} dismiss={set.forget} />
      {!changed && <Starter told={told} />}
    </>
  );
}

/** What starts the backups that are saved, not those that are being written. */
function Starter({ told: { schedule, installed } }: { told: Output<'schedule.get'> }) {
  const { schedule: words } = useLanguage().words.settings;
  if (schedule.kind === 'off') return null;
  return <p role="status">{installed === null ? words.nothingStarts : words.startedBy(installed)}</p>;
}
