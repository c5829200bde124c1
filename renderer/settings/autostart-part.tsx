/** Whether Latchkey is in the tray from the beginning. The switch shows what is so, not what was pressed. */
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Part } from './part';

export function AutostartPart() {
  const { settings } = useLanguage().words;
  const { answer, askAgain } = useAnswer('autostart.get', null, '');
  const set = useCommand('autostart.set');
  return (
    <Part name="start" title={settings.start.title}>
      {answer.is === 'asking' && <p className="quiet">{settings.asking}</p>}
      {answer.is === 'refused' && <Refusal failure={answer.failure} />}
      {answer.is === 'known' && (
        <>
          <label className="switch">
            <input
              type="checkbox"
              checked={answer.value}
              disabled={set.busy}
              onChange={({ target }) => void set.send(target.checked).then(askAgain)}
            />
            {settings.start.autostart}
          </label>
          <p className="quiet">{settings.start.explain}</p>
        </>
      )}
      <Refusal failure={set.failure} dismiss={set.forget} />
    </Part>
  );
}
