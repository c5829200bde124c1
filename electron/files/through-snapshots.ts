/** What is asked of all snapshots at once: where a name is, and what became of a path. */
import { MOST_FOUND, type FilesOutput, type FoundFile } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { toBytes } from '../exclude/list-text';
import { askAll } from '../restore/ask';
import { askVersions } from '../restore/ask-versions';
import type { Source } from '../restore/source';
import { baseOf, parentOf } from '../restore/bytes';
import { compareNow, kindOf, lookNow } from './compare-now';
import { shown } from './shown';

const AT_ONCE = 256;

/** By name, or only what is not here any more; in the order of paths. Fails as ask does, and with the signal as that does. */
export async function findFiles(
  source: Source,
  { text, onlyGone }: { text: string; onlyGone: boolean },
  signal: AbortSignal,
): Promise<Result<{ found: Omit<FoundFile, 'elsewhere'>[]; more: boolean }>> {
  const asked = await askAll(source, { ask: 'find', text: toBytes(text) }, 'found', signal);
  if (!asked.ok) return asked;
  const all = asked.value;
  const found: Omit<FoundFile, 'elsewhere'>[] = [];
  let from = 0;
  for (; from < all.length && found.length <= MOST_FOUND; from += AT_ONCE) {
    const part = all.slice(from, from + AT_ONCE).map(async ({ path, directory, first, last }) => ({
      ...{ path, name: shown(baseOf(path)), folder: shown(parentOf(path)), directory, first, last },
      gone: (await lookNow(path)) === 'gone',
    }));
    found.push(...(await Promise.all(part)).filter(({ gone }) => gone || !onlyGone));
  }
  return success({ found: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND });
}

/** A path through all snapshots, the newest first, and as it is here now. Fails as ask does. */
export async function readVersions(
  source: Source,
  path: string,
): Promise<Result<FilesOutput<'files.versions'>>> {
  const asked = await askVersions(source, path);
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
