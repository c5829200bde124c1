/** Files that are at another place now, in another root too: neither gone nor new. */
import type { SeenFile } from './compare-trees';
import { readHead } from './read-head';

/** Pairs whose beginnings are compared, spread over all, and the share of them that may differ. */
const LOOKED_AT = 60;
const MAY_DIFFER = 0.1;
const HEAD_BYTES = 4096;

/**
 * A file has moved where one of its size and time is new elsewhere; an empty one, of which there are many, where its name
 * is the same as well. Contents are compared for some of them: who encrypts files under new names can set their times
 * back, and then none counts as moved.
 */
export function takeOutMoved(
  before: string,
  after: string,
  gone: readonly SeenFile[],
  fresh: readonly SeenFile[],
): { gone: SeenFile[]; fresh: SeenFile[] } {
  const waiting = new Map<string, SeenFile[]>();
  for (const file of fresh) {
    const key = keyOf(file);
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [file]);
    else same.push(file);
  }
  const pairs: [SeenFile, SeenFile][] = [];
  for (const file of gone) {
    const match = takeBest(waiting.get(keyOf(file)), file);
    if (match !== undefined) pairs.push([file, match]);
  }
  if (!areTheSame(before, after, pairs)) return { gone: [...gone], fresh: [...fresh] };
  const moved = new Set(pairs.flat());
  const stays = (file: SeenFile): boolean => !moved.has(file);
  return { gone: gone.filter(stays), fresh: fresh.filter(stays) };
}

/** Every n-th, so that at most `most` are left. */
export function spread<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, index) => index % step === 0);
}

function keyOf(file: SeenFile): string {
  const key = `${file.size} ${file.mtimeMs}`;
  return file.size > 0 ? key : `${key} ${nameOf(file)}`;
}

function nameOf({ path }: SeenFile): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** One of the same name first, else any. */
function takeBest(candidates: SeenFile[] | undefined, file: SeenFile): SeenFile | undefined {
  if (candidates === undefined) return undefined;
  const named = candidates.findIndex((candidate) => nameOf(candidate) === nameOf(file));
  // The last one is cheapest to take: thousands of files may have one size and time.
  if (named === -1) return candidates.pop();
  return candidates.splice(named, 1)[0];
}

function areTheSame(before: string, after: string, pairs: readonly [SeenFile, SeenFile][]): boolean {
  const sample = spread(pairs, LOOKED_AT);
  const differ = sample.filter(([old, young]) => {
    const was = readHead(before, old.path, HEAD_BYTES);
    const is = readHead(after, young.path, HEAD_BYTES);
    return was !== undefined && is !== undefined && !was.equals(is);
  });
  return differ.length <= sample.length * MAY_DIFFER;
}
