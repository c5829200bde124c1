/** There are no settings yet, or they cannot be read: what that is, and where it goes on. */
import type { Failure } from '../../shared/failures';
import { useCommand } from '../engine/use-command';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Notice, Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';

export function NoSettings() {
  const { settings } = useLanguage().words;
  const { go } = usePlace();
  return (
    <Notice
      shape="never"
      title={settings.missing.title}
      actions={
        <Button
          kind="main"
          onClick={() => {
            go('home');
          }}
        >
          {settings.missing.setUp}
        </Button>
      }
    >
      <p>{settings.missing.explain}</p>
    </Notice>
  );
}

export function UnreadableSettings({ failure, askAgain }: { failure: Failure; askAgain: () => void }) {
  const { words } = useLanguage();
  const open = useCommand('desktop.open');
  const { sentence, nextStep } = words.failure(failure);
  return (
    <>
      <Notice
        shape="failed"
        title={words.home.settingsUnusable}
        actions={
          <>
            <Button disabled={open.busy} onClick={() => void open.send('settings-file')}>
              {words.run.openSettings}
            </Button>
            <Button onClick={askAgain}>{words.shell.askAgain}</Button>
          </>
        }
      >
        <p>{sentence}</p>
        <p>{words.run.nothingUntilUsable}</p>
        <p className="quiet">{nextStep}</p>
      </Notice>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </>
  );
}
