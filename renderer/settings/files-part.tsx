/** The person's own files, in the person's own programs. */
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Part } from './part';

export function FilesPart() {
  const { files } = useLanguage().words.settings;
  const open = useCommand('desktop.open');
  return (
    <Part name="files" title={files.title}>
      <p className="quiet">{files.explain}</p>
      <div className="settings-buttons">
        <Button disabled={open.busy} onClick={() => void open.send('settings-file')}>
          {files.settings}
        </Button>
        <Button disabled={open.busy} onClick={() => void open.send('exclude-file')}>
          {files.excludes}
        </Button>
        <Button disabled={open.busy} onClick={() => void open.send('log-folder')}>
          {files.logs}
        </Button>
      </div>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </Part>
  );
}
