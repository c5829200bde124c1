/** What differs between two trees of a store that share their unchanged files: what is one inode in both has not changed. */
import { childrenOf } from './snapshot-places';
import { look } from './true-entries';

export interface Difference {
  /** With a slash in front, a binary string. */
  path: string;
  how: 'added' | 'removed' | 'changed';
  /** What it is now, or was last. */
  directory: boolean;
}

/**
 * By name, parents before what is in them. A directory that is new or gone is told, and so is all that is in it; one that is
 * in both only by what is in it. Synchronous: a caller that has others to serve takes breaks.
 *
 * @param before, after directories as Node takes them; one that is not there is empty
 * @param top where in both to begin, without a slash in front
 */
export function* differences(before: string, after: string, top: string): Generator<Difference> {
  const waiting = [top];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const [old, now] = [look(before, name), look(after, name)];
    const wasDirectory = old?.isDirectory() === true;
    const isDirectory = now?.isDirectory() === true;
    const how = howOf(old, now);
    if (how !== undefined)
      yield { path: `/${name}`, how, directory: now === undefined ? wasDirectory : isDirectory };
    const names = new Set([
      ...(wasDirectory ? childrenOf(before, name) : []),
      ...(isDirectory ? childrenOf(after, name) : []),
    ]);
    waiting.push(...[...names].sort().reverse());
  }
}

type Looked = ReturnType<typeof look>;

function howOf(old: Looked, now: Looked): Difference['how'] | undefined {
  if (now === undefined) return old === undefined ? undefined : 'removed';
  if (old === undefined) return 'added';
  if (old.isDirectory() && now.isDirectory()) return undefined;
  return old.isDirectory() === now.isDirectory() && old.ino === now.ino ? undefined : 'changed';
}
