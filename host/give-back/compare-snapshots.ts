/** What differs between two snapshots: from the later one's `changes` where that is about these two, else from directories. */
import { Breather } from '../../process/breather';
import type { AnswerOf } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { hasChanges, readChanges } from './changes-file';
import { differences, type Difference } from './differences';
import { lookBelow, nameBelow } from './snapshot-places';

/**
 * As differences() has it.
 *
 * @returns false where neither has the path
 */
export async function compareSnapshots(
  paths: MachinePaths,
  { from, to, path }: { from: string; to: string; path: string },
  onChange: (change: AnswerOf<'change'>) => void,
): Promise<boolean> {
  const [before, after] = [paths.files(from), paths.files(to)];
  const top = nameBelow(path);
  if (top === undefined) return false;
  if (lookBelow(before, top) === undefined && lookBelow(after, top) === undefined) return false;
  const breather = new Breather();
  const all = hasChanges(paths, to, from)
    ? below(path, readChanges(paths, to))
    : differences(before, after, top);
  for (const { path: changed, how, directory } of all) {
    await breather.breathe();
    onChange({ answer: 'change', path: changed, how, directory });
  }
  return true;
}

function* below(path: string, changes: Iterable<Difference>): Generator<Difference> {
  const front = path === '/' ? '/' : `${path}/`;
  for (const change of changes) if (change.path === path || change.path.startsWith(front)) yield change;
}
