/** What is looked for at several destinations: what is not found at the one that is looked at may be at another one. */
import { MOST_FOUND, type FilesOutput, type FoundFile } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import type { Source } from '../restore/source';
import { findFiles } from './through-snapshots';

interface Places {
  /** The one that is looked at: what is there is told of it alone. */
  source: Source;
  /** Further ones, by their names. */
  others: readonly { name: string; source: Source }[];
}

/** Fails as findFiles does for the one that is looked at; another one that does not answer has nothing to say. */
export async function findEverywhere(
  { source, others }: Places,
  input: { text: string; onlyGone: boolean },
  signal: AbortSignal,
): Promise<Result<FilesOutput<'files.find'>>> {
  const [here, ...there] = await Promise.all([
    findFiles(source, input, signal),
    ...others.map(async ({ name, source: other }) => ({
      name,
      asked: await findFiles(other, input, signal),
    })),
  ]);
  if (!here.ok) return here;
  const found: FoundFile[] = here.value.found.map((one) => ({ ...one, elsewhere: null }));
  let { more } = here.value;
  const known = new Set(found.map(({ path }) => path));
  for (const { name, asked } of there) {
    if (!asked.ok) continue;
    more ||= asked.value.more;
    for (const one of asked.value.found) {
      if (known.has(one.path)) continue;
      known.add(one.path);
      found.push({ ...one, elsewhere: name });
    }
  }
  return success({ found: found.slice(0, MOST_FOUND), more: more || found.length > MOST_FOUND });
}
