/**
 * What runs around each backup, as it is. Set in the file alone: whoever could send a command through a window could run
 * it as the person.
 */
import type { Command, Settings } from '../../shared/settings';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Part } from './part';
import { spellCommand } from './spell-command';

export function CommandsPart({ commands }: { commands: Settings['commands'] }) {
  const { commands: words } = useLanguage().words.settings;
  const open = useCommand('desktop.open');
  return (
    <Part name="commands" title={words.title}>
      <p className="quiet">{words.explain}</p>
      <dl className="settings-facts">
        <CommandFact label={words.before} command={commands.before} />
        <CommandFact label={words.after} command={commands.after} />
      </dl>
      <div className="settings-buttons">
        <Button disabled={open.busy} onClick={() => void open.send('settings-file')}>
          {words.open}
        </Button>
      </div>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </Part>
  );
}

function CommandFact({ label, command }: { label: string; command: Command | undefined }) {
  const { words, formats } = useLanguage();
  const { commands } = words.settings;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {command === undefined ? (
          commands.none
        ) : (
          <>
            <CommandLine text={spellCommand(command.argv)} />
            <p className="quiet">{commands.limit(formats.duration(command.limitSeconds))}</p>
          </>
        )}
      </dd>
    </>
  );
}
