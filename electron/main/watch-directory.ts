/** Hears from the kernel that something in a directory has changed. */
import { mkdirSync, watch } from 'node:fs';

/**
 * Makes the directory where it is missing. Where the kernel has no watches left (inotify(7), max_user_watches), nothing
 * is ever told: whoever listens must do without.
 * @param changed gets the name of the entry, where the kernel says it
 * @returns how to stop
 */
export function watchDirectory(directory: string, changed: (name: string | null) => void): () => void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const watcher = watch(directory, (_event, name) => {
      changed(name);
    });
    watcher.on('error', () => {
      watcher.close();
    });
    return () => {
      watcher.close();
    };
  } catch {
    return () => undefined;
  }
}
