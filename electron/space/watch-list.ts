/** Tells when the exclude list on disk is another one than before, whoever wrote it. No polling: inotify(7). */
import { mkdirSync, realpathSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from '../../shared/result';
import { openExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';

/** An editor writes a file in several steps: one look is enough. */
const SETTLE_MS = 40;

/** Returns how to stop. Where the kernel has no watches left, saving still sees that the file has changed. */
export function watchList(path: string, changed: (now: Result<ExcludeFile>) => void): () => void {
  let known = openExcludeFile(path);
  let pending: NodeJS.Timeout | undefined;
  const look = (): void => {
    pending = undefined;
    const now = openExcludeFile(path);
    if (isSame(known, now)) return;
    known = now;
    changed(now);
  };
  const soon = (): void => {
    pending ??= setTimeout(look, SETTLE_MS);
  };
  const watchers = directoriesOf(path).flatMap((directory) => watchDirectory(directory, soon));
  return () => {
    clearTimeout(pending);
    for (const watcher of watchers) watcher.close();
  };
}

function isSame(before: Result<ExcludeFile>, now: Result<ExcludeFile>): boolean {
  if (!before.ok || !now.ok) return before.ok === now.ok;
  return before.value.version === now.value.version && before.value.bytes === now.value.bytes;
}

/** Where its name is, and where the file itself is: it may be a symbolic link into somebody's dotfiles. */
function directoriesOf(path: string): string[] {
  const own = dirname(path);
  try {
    return [...new Set([own, dirname(realpathSync(path))])];
  } catch {
    return [own];
  }
}

function watchDirectory(directory: string, changed: () => void): FSWatcher[] {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const watcher = watch(directory, changed);
    watcher.on('error', () => {
      watcher.close();
    });
    return [watcher];
  } catch {
    return [];
  }
}
