/** When backups are made, and what really starts them. */
import type { Schedule } from '../../shared/settings';
import type { Starter } from '../../shared/starter';
import { useAnswer } from '../engine/use-answer';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Part } from './part';
import { ScheduleFields } from './schedule-fields';
import { SettingsForm, type ToldSettings } from './settings-form';

export function SchedulePart({ told, askAgain }: ToldSettings) {
  const { settings, shell } = useLanguage().words;
  const { schedule: words } = settings;
  const installed = useAnswer('schedule.installed', null, told.version);
  return (
    <Part name="schedule" title={words.title}>
      <p className="quiet">{words.explain}</p>
      <SettingsForm
        part="schedule"
        told={told}
        askAgain={() => {
          askAgain();
          installed.askAgain();
        }}
        fields={(draft, change) => <ScheduleFields draft={draft} change={change} />}
        below={(saveAgain, busy) => {
          switch (installed.answer.is) {
            case 'asking':
              return <p role="status">{settings.asking}</p>;
            case 'refused':
              return (
                <>
                  <Refusal failure={installed.answer.failure} />
                  <Button onClick={installed.askAgain}>{shell.askAgain}</Button>
                </>
              );
            case 'known':
              return (
                <Starters
                  schedule={told.settings.schedule}
                  installed={installed.answer.value}
                  setUp={saveAgain}
                  busy={busy}
                />
              );
          }
        }}
      />
    </Part>
  );
}

interface StartersProps {
  schedule: Schedule;
  installed: Starter[];
  setUp: () => void;
  busy: boolean;
}

/** What starts the backups that are saved, not those that are being written. */
function Starters({ schedule, installed, setUp, busy }: StartersProps) {
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
