/** When backups are made, and what really starts them. */
import type { Output } from '../../shared/ipc';
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
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
        <Starters told={told} setUp={() => void set.send(told.schedule).then(askAgain)} busy={set.busy} />
      </DraftForm>
    </>
  );
}

interface StartersProps {
  told: Output<'schedule.get'>;
  setUp: () => void;
  busy: boolean;
}

/** What starts the backups that are saved, not those that are being written. */
function Starters({ told: { schedule, installed }, setUp, busy }: StartersProps) {
  const { schedule: words } = useLanguage().words.settings;
  if (schedule.kind === 'off') return null;
  return (
    <div role="status">
      {installed.length === 0 && <p>{words.nothingStarts}</p>}
      {installed.map((starter) => (
        <p key={starter.by}>
          {words.startedBy[starter.by]}
          {starter.problem !== null && ` ${words.starterProblem(starter.problem)}`}
        </p>
      ))}
      {!installed.some(({ problem }) => problem === null) && (
        <Button disabled={busy} onClick={setUp}>
          {words.setUpAgain}
        </Button>
      )}
    </div>
  );
}
