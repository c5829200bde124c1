/** A view that is not built yet says what does the same today. */
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Refusal } from '../ui/notice';
import { Page } from '../ui/page';
import { useLanguage } from '../words/language';

export function ExcludesElsewhere() {
  const { title, text, button, terminal, command } = useLanguage().words.elsewhere.excludes;
  const open = useCommand('desktop.open');
  return (
    <Page title={title}>
      <p>{text}</p>
      <div>
        <Button kind="main" disabled={open.busy} onClick={() => void open.send('exclude-file')}>
          {button}
        </Button>
      </div>
      <Refusal failure={open.failure} dismiss={open.forget} />
      <p>{terminal}</p>
      <CommandLine text={command} />
    </Page>
  );
}
