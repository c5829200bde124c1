/** What differs between two snapshots, from their directories alone: what is one inode in both has not changed. */
import { Breather } from '../../process/breather';
import type { AnswerOf } from '../../shared/give-back';
import type { MachinePaths } from '../store-layout';
import { childrenOf, filesOf, lookBelow, nameBelow } from './snapshot-places';
import { look } from './true-entries';

type Change = AnswerOf<'change'>;

const GOING = new AbortController().signal;

/**
 * By name, parents before what is in them. A directory that is new or gone is told, and so is all that is in it; one that
 * is in both only by what is in it.
 *
 * @returns false where neither has the path
 */
export async function compareSnapshots(
  paths: MachinePaths,
  { from, to, path }: { from: string; to: string; path: string },
  onChange: (change: Change) => void,
): Promise<boolean> {
  const [before, after] = [filesOf(paths, from), filesOf(paths, to)];
  const top = nameBelow(path);
  if (top === undefined) return false;
  if (lookBelow(before, top) === undefined && lookBelow(after, top) === undefined) return false;
  const breather = new Breather();
  const waiting = [top];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    await breather.breathe(GOING);
    const [old, now] = [look(before, name), look(after, name)];
    const directory = (now ?? old)?.isDirectory() === true;
    const change = (how: Change['how']): void => {
      onChange({ answer: 'change', path: `/${name}`, how, directory });
    };
    const wasDirectory = old?.isDirectory() === true;
    const isDirectory = now?.isDirectory() === true;
    if (now === undefined) change('removed');
    else if (old === undefined) change('added');
    else if (wasDirectory !== isDirectory || (!isDirectory && old.ino !== now.ino)) change('changed');
    const names = new Set([
      ...(wasDirectory ? childrenOf(before, name) : []),
      ...(isDirectory ? childrenOf(after, name) : []),
    ]);
    waiting.push(...[...names].sort().reverse());
  }
  return true;
}
