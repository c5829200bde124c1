/**
 * Opens a file or folder in the program that the person chose for such. Not through Electron's shell.openPath: there, some
 * desktops' xdg-open ends only with the program that it opened, and the main process waits for it (seen with Electron 33).
 */
import { accessSync, constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startProgram } from '../../process/start-program';
import { failure, success, type Result } from '../../shared/result';

/** Who cannot open it says so at once; who goes on has opened it. */
const REFUSES_WITHIN_MS = 2000;
/** What a program of the desktop goes by; the rest of our environment is none of its business. */
const OF_THE_DESKTOP =
  /^(PATH|LANG|LC_.*|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|DESKTOP_SESSION|BROWSER|XDG_.*|KDE_.*|GNOME_.*|GTK_.*|QT_.*)$/;

/** Fails with not-opened: no xdg-open, or what it says by its exit status (xdg-open(1)). */
export async function openPath(path: string): Promise<Result<null>> {
  const file = findOpener();
  if (file === undefined)
    return failure({ code: 'not-opened', detail: `${path}: xdg-open is not installed` });
  const opener = await startProgram({ file, args: [path], env: desktopEnvironment(), stdio: 'ignore' });
  const still = new AbortController();
  const end = await Promise.race([
    opener.ended,
    delay(REFUSES_WITHIN_MS, undefined, { signal: still.signal }).catch(() => undefined),
  ]);
  still.abort();
  if (end === undefined || end.status === 0) return success(null);
  return failure({ code: 'not-opened', detail: `${path}: ${end.startError ?? reasonOf(end.status)}` });
}

/** What a desktop might start instead of showing it: a launcher, or a file that may be executed. */
export async function isProgram(path: string): Promise<boolean> {
  if (path.endsWith('.desktop')) return true;
  try {
    const found = await stat(path);
    return found.isFile() && (found.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}

/** As the person's own programs come first for the desktop, they do here. */
function findOpener(): string | undefined {
  const directories = (process.env.PATH ?? '/usr/bin').split(':').filter(isAbsolute);
  return directories.map((directory) => join(directory, 'xdg-open')).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function desktopEnvironment(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && OF_THE_DESKTOP.test(entry[0]),
  );
  // Ours is C, for programs whose words we read; a person reads this one's.
  return { LC_ALL: '', ...Object.fromEntries(own) };
}

function reasonOf(status: number | null): string {
  if (status === 2) return 'it is not there';
  if (status === 3) return 'no program opens such';
  return `xdg-open could not open it (status ${status ?? 'none'})`;
}
