/** When backups are made, and what really starts them. */
import type { Output } from '../../shared/ipc';
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../words/language';
import { DraftForm } from './draft-form';
import { Part } from './part';
import { draftOf, scheduleOf } from './schedule-draft';
import { ScheduleFields } from './schedule-fields';

export function SchedulePart({ fileVersion }: { fileVersion: string }) {
  const { settings, shell } = useLanguage().words;
  const { answer, askAgain } = useAnswer('schedule.get', null, fileVersion);
  return (
    <Part name="schedule" title={settings.schedule.title}>
      {answer.is === 'asking' && <p role="status">{settings.asking}</p>}
      {answer.is === 'refused' && (
        <>
          <Refusal failure={answer.failure} />
          <Button onClick={askAgain}>{shell.askAgain}</Button>
        </>
      )}
      {answer.is === 'known' && <KnownSchedule told={answer.value} askAgain={askAgain} />}
    </Part>
  );
}

function KnownSchedule({ told, askAgain }: { told: Output<'schedule.get'>; askAgain: () => void }) {
  const { schedule: words } = useLanguage().words.settings;
  const set = useCommand('schedule.set');
  return (
    <>
      <p className="quiet">{words.explain}</p>
      <DraftForm
        part="schedule"
        saved={draftOf(told.schedule)}
        meaning={scheduleOf}
        saving={set}
        save={(draft) => {
          const wanted = scheduleOf(draft);
          if (wanted !== undefined) void set.send(wanted).then(askAgain);
        }}
        fields={(draft, change) => <ScheduleFields draft={draft} change={change} />}
      >
        <Starter told={told} />
      </DraftForm>
    </>
  );
}

/** What starts the backups that are saved, not those that are being written. */
function Starter({ told: { schedule, installed } }: { told: Output<'schedule.get'> }) {
  const { schedule: words } = useLanguage().words.settings;
  if (schedule.kind === 'off') return null;
  return <p role="status">{installed === null ? words.nothingStarts : words.startedBy(installed)}</p>;
}
