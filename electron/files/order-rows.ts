/** The order of what a folder holds, as a file manager has it. Others are served meanwhile: it may be a hundred thousand. */
import { Breather } from '../../process/breather';
import type { FolderEntry } from '../../shared/give-back';
import type { FileNow, FileOrder } from '../../shared/ipc-files';
import { compareNamed, nameKey } from '../../shared/name-order';

/** `name`: as text, UTF-8 as far as it is that. */
export interface Ordered extends Pick<FolderEntry, 'kind' | 'size' | 'mtimeMs'> {
  name: string;
  now?: FileNow;
}

const NOWS: readonly (FileNow | undefined)[] = ['gone', 'changed', 'same', 'folder'];

const TURN_MS = 15;
/** So many are sorted at a time, which takes a few milliseconds, and then merged. */
const AT_ONCE = 2000;

/** The places of the entries in their order. Folders come first, but for the orders by size and time. */
export async function orderRows(
  entries: readonly Ordered[],
  order: FileOrder,
  descending: boolean,
): Promise<number[]> {
  const breather = new Breather(TURN_MS);
  const keys: string[] = [];
  for (const { name } of entries) {
    await breather.breathe();
    keys.push(nameKey(name));
  }
  const foldersFirst = order === 'name' || order === 'now';
  const sign = descending ? -1 : 1;
  const value = ({ size, mtimeMs, now }: Ordered): number =>
    order === 'size' ? size : order === 'time' ? mtimeMs : order === 'now' ? NOWS.indexOf(now) : 0;
  const compare = (left: number, right: number): number => {
    const [one, other] = [entries[left], entries[right]];
    if (one === undefined || other === undefined) return 0;
    const folders = foldersFirst ? Number(isFolder(other)) - Number(isFolder(one)) : 0;
    if (folders !== 0) return folders;
    const values = value(one) - value(other);
    if (values !== 0) return sign * values;
    const [key, otherKey] = [keys[left] ?? '', keys[right] ?? ''];
    const named = compareNamed(
      { name: one.name, key, directory: false },
      { name: other.name, key: otherKey, directory: false },
      order === 'name' && descending,
    );
    return named === 0 ? left - right : named;
  };
  let runs: number[][] = [];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    await breather.breathe();
    const length = Math.min(AT_ONCE, entries.length - from);
    runs.push(Array.from({ length }, (_, index) => from + index).sort(compare));
  }
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], compare, breather));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge(
  one: readonly number[],
  other: readonly number[],
  compare: (left: number, right: number) => number,
  breather: Breather,
): Promise<number[]> {
  const merged: number[] = [];
  let at = 0;
  for (const place of one) {
    for (let next = other[at]; next !== undefined && compare(next, place) < 0; next = other[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(place);
    if (merged.length % 500 === 0) await breather.breathe();
  }
  for (; at < other.length; at += 1) merged.push(other[at] ?? 0);
  return merged;
}

function isFolder({ kind }: Ordered): boolean {
  return kind === 'directory';
}
