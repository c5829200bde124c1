/** Files that are at another place now, in another root too: neither gone nor new. */
import { findDifferent, type Pair, type SeenFile } from './same-contents';

interface Sorted {
  gone: SeenFile[];
  fresh: SeenFile[];
  /** Where those are now that only moved. */
  moved: SeenFile[];
}

/** What two files have in common that seem to be one, the surest first; an empty one is told by its name alone. */
const LIKENESSES: readonly ((file: SeenFile) => string | undefined)[] = [
  (file) => `${keyOf(file)} ${lastOf(file.path, 2)}`,
  (file) => `${keyOf(file)} ${lastOf(file.path, 1)}`,
  (file) => (file.size === 0 ? undefined : keyOf(file)),
];

/**
 * A file has moved where one of its size and time is new elsewhere, with the same contents as far as a sample tells: who
 * encrypts files under new names can set their times back.
 *
 * @throws the signal's reason
 */
export async function takeOutMoved(
  before: string,
  after: string,
  gone: readonly SeenFile[],
  fresh: readonly SeenFile[],
  signal: AbortSignal,
): Promise<Sorted> {
  const pairs = pairUp(gone, fresh);
  const different = await findDifferent(before, after, pairs, signal);
  const same = pairs.filter((pair) => !different.has(pair));
  const moved = new Set(same.flat());
  const stays = (file: SeenFile): boolean => !moved.has(file);
  return { gone: gone.filter(stays), fresh: fresh.filter(stays), moved: same.map(([, young]) => young) };
}

/** In as many steps as there are files: thousands may have one size and time. */
function pairUp(gone: readonly SeenFile[], fresh: readonly SeenFile[]): Pair[] {
  const pairs: Pair[] = [];
  let [old, young] = [gone, fresh];
  for (const likeness of LIKENESSES) {
    const waiting = new Map<string, SeenFile[]>();
    for (const file of young) {
      const key = likeness(file);
      if (key === undefined) continue;
      const same = waiting.get(key);
      if (same === undefined) waiting.set(key, [file]);
      else same.push(file);
    }
    const taken = new Set<SeenFile>();
    old = old.filter((file) => {
      const match = waiting.get(likeness(file) ?? '')?.pop();
      if (match === undefined) return true;
      pairs.push([file, match]);
      taken.add(match);
      return false;
    });
    young = young.filter((file) => !taken.has(file));
  }
  return pairs;
}

function keyOf({ size, mtimeMs }: SeenFile): string {
  return `${size} ${mtimeMs}`;
}

function lastOf(path: string, names: number): string {
  return path.split('/').slice(-names).join('/');
}
