/** A path through all snapshots, the newest first, and as it is here now. */
import type { FilesOutput } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { askAll } from '../restore/ask';
import type { Source } from '../restore/source';
import { baseOf } from '../restore/bytes';
import { compareNow, kindOf, lookNow } from './compare-now';
import { shown } from './shown';

/** Fails as ask does. */
export async function readVersions(
  source: Source,
  path: string,
): Promise<Result<FilesOutput<'files.versions'>>> {
  const asked = await askAll(source, { ask: 'versions', path }, 'version');
  if (!asked.ok) return asked;
  const stats = await lookNow(path);
  const isThere = stats !== 'gone' && stats !== 'unknown';
  const versions = asked.value.reverse().map(async ({ first, last, snapshots, entry }) => {
    const { kind, size, mtimeMs, target } = entry;
    const now = await compareNow(path, entry);
    return {
      ...{ first, last, snapshots, path, name: shown(baseOf(path)), kind, size, mtimeMs },
      target: target === undefined ? null : shown(target),
      // What is in a directory was not looked at: its own time is what its versions differ by.
      isNow: now === 'same' || (now === 'folder' && isThere && stats.mtimeMs === mtimeMs),
    };
  });
  return success({
    now: isThere
      ? { kind: kindOf(stats), size: stats.isFile() ? stats.size : 0, mtimeMs: stats.mtimeMs }
      : null,
    versions: await Promise.all(versions),
  });
}
