/** Waits for a file to appear in a directory that is there: a socket that a program listens on, say. */
import { existsSync, unwatchFile, watch, watchFile } from 'node:fs';
import { join } from 'node:path';

/**
 * Start it before the program that makes the file. Where the machine has no inotify watch to spare (many servers run out
 * of them), the file's stat is looked at instead. `stop` ends the wait; `appeared` then never settles.
 */
export function waitForFile(directory: string, name: string): { appeared: Promise<void>; stop: () => void } {
  const path = join(directory, name);
  let stop = (): void => undefined;
  const appeared = new Promise<void>((resolve) => {
    const look = (): void => {
      if (existsSync(path)) resolve();
    };
    try {
      const watcher = watch(directory, look);
      stop = () => {
        watcher.close();
      };
    } catch {
      watchFile(path, { interval: 50 }, look);
      stop = () => {
        unwatchFile(path, look);
      };
    }
  });
  return { appeared, stop };
}
