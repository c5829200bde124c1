/** A restore under way: how far it is, and how to end it. */
import type { RestoreState } from '../../shared/ipc-files';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Shape } from '../ui/shape';
import { useLanguage } from '../ui/language';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';

type Running = Extract<RestoreState, { is: 'running' }>;

export function RestoreProgress({ running, sayDay }: { running: Running; sayDay: SayDay }) {
  const { words, formats } = useLanguage();
  const { files } = words;
  const cancel = useCommand('files.cancel');
  const { doing, phase, done, of, secondsLeft, snapshot, cancelling } = running;
  const title =
    doing === 'restore' && snapshot !== null
      ? files.doing.restore(sayDay(snapshot))
      : files.doing[doing === 'undo' ? 'undo' : 'resume'];
  const known = done !== null && of !== null && of > 0;
  const percent = known ? Math.min(100, (100 * done) / of) : undefined;
  const parts = [
    files.phases[phase],
    ...(known && phase === 'fetching' ? [files.bytesOf(formats.bytes(done), formats.bytes(of))] : []),
    ...(known && phase === 'proving' ? [files.filesOf(done, of)] : []),
    ...(secondsLeft === null ? [] : [words.headline.timeLeft(secondsLeft)]),
  ];
  return (
    <footer className="files-foot restoring">
      <Shape shape="running" size={1.5} percent={percent} />
      <div className="foot-said">
        <h2>{title}</h2>
        <p className="quiet" role="status">
          {/* Every figure would be read out. */}
          <span aria-hidden="true">{parts.join(' · ')}</span>
          <span className="unseen">{files.phases[phase]}</span>
        </p>
      </div>
      <Button disabled={cancelling || cancel.busy} onClick={() => void cancel.send(null)}>
        {cancelling || cancel.busy ? files.cancelling : files.cancel}
      </Button>
      <progress
        className="run-bar"
        aria-label={files.progress}
        {...(percent !== undefined && { value: percent, max: 100 })}
      />
      <Refused failure={cancel.failure} dismiss={cancel.forget} />
    </footer>
  );
}
