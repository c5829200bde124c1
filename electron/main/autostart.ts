/** Starting with the desktop, where the person wants that (XDG Desktop Application Autostart Specification 0.5). */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param launcher absolute path of the `latchkey` command */
export function autostartIn(
  directory: string,
  launcher: string,
): { get: () => boolean; set: (on: boolean) => void } {
  const file = join(directory, 'latchkey.desktop');
  return {
    get: () => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
    set: (on) => {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      writeFileSync(file, autostartEntry(launcher));
    },
  };
}

function autostartEntry(launcher: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Latchkey',
    'Comment=Backs up this machine; sits in the tray',
    `Exec=${quoteExec(launcher)} --background`,
    'Icon=latchkey',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Desktop Entry Specification 1.5, "The Exec key": quoted, with `"`, backtick, `$` and `\` escaped, `%` doubled. */
export function quoteExec(path: string): string {
  const quoted = path.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  // The value is a string of the file as well, where a backslash is written twice.
  return `"${quoted}"`.replaceAll('\\', '\\\\');
}
