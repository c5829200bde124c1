/** Finds by name in all snapshots, or only what is not here any more. */
import { MOST_FOUND, type FilesOutput, type FoundFile } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { toBytes } from '../exclude/list-text';
import { askAll } from '../restore/ask';
import type { Source } from '../restore/source';
import { baseOf, parentOf } from '../restore/bytes';
import { lookNow } from './compare-now';
import { shown } from './shown';

const AT_ONCE = 256;

/** By path. Fails as ask does, and with the signal as that does. */
export async function findFiles(
  source: Source,
  { text, onlyGone }: { text: string; onlyGone: boolean },
  signal: AbortSignal,
): Promise<Result<FilesOutput<'files.find'>>> {
  const asked = await askAll(source, { ask: 'find', text: toBytes(text) }, 'found', signal);
  if (!asked.ok) return asked;
  const all = asked.value;
  const found: FoundFile[] = [];
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
