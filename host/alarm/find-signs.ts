/** The signs of abnormal change in the difference between two snapshots. All but what `ask` looks up comes in. */
import type { Sign } from '../../shared/alarm';
import { endingOf, type RootFigures, type TreeDifference } from './compare-trees';
import type { ChangedFile } from './entropy';
import type { SeenFile } from './same-contents';

export const LEAST = {
  /** Files of a root, gone, for the signs that are a hold by themselves. */
  collapsed: 20,
  many: 100,
  sameNewFile: 50,
} as const;
const TOUCHED_SHARE = 0.3;
/** Nobody changes so much at once by working. */
const ALMOST_ALL = 0.8;
const HALF = 0.5;
const ENDING_SHARE = 0.5;
const COLLAPSED_SHARE = 0.9;
const MOST_ENDINGS = 10;
const MOST_ROOTS = 10;
const LONGEST_NAME = 300;

export interface Questions {
  /** Whether there was such a directory in the earlier snapshot. */
  directoryExisted: (path: string) => boolean;
  countEncrypted: (changed: readonly ChangedFile[]) => { count: number; of: number };
}

export function findSigns(difference: TreeDifference, ask: Questions): Sign[] {
  const renamed = findRenamed(difference);
  return [
    ...difference.roots.flatMap(signOfRoot).slice(0, MOST_ROOTS),
    ...signOfTouched(difference.gone.length + difference.changed.length, difference.files),
    ...signsOfEndings(difference),
    ...signOfRenamed(renamed),
    ...signOfSameFile(difference.fresh, ask.directoryExisted),
    ...signOfEncrypted(difference.changed, renamed, ask.countEncrypted),
  ];
}

function signOfTouched(count: number, of: number): Sign[] {
  return isTouched(count, of) ? [{ code: 'touched', count, of }] : [];
}

/** Half of the files, since long ago: what goes on in a month is more than what goes on in a week. */
export function signOfMuchTouched({ gone, changed, files }: TreeDifference): Sign[] {
  return signOfTouched(gone.length + changed.length, files).filter((sign) => isTouchedBy(sign, HALF));
}

export function isTouched(count: number, of: number): boolean {
  return count >= LEAST.many && count >= of * TOUCHED_SHARE;
}

/** Alone, or two together, they hold what was made before. */
export function areAHold(signs: readonly Sign[]): boolean {
  const codes = new Set(signs.map(({ code }) => code));
  return (
    ['root-empty', 'mostly-gone', 'not-compared'].some((code) => codes.has(code as Sign['code'])) ||
    signs.some((sign) => isTouchedBy(sign, ALMOST_ALL)) ||
    codes.size >= 2
  );
}

/** Too much to become how things are by time alone: somebody has to say so. */
export function isTooMuch(signs: readonly Sign[]): boolean {
  return signs.some((sign) => sign.code === 'half-gone' || isTouchedBy(sign, HALF));
}

function isTouchedBy({ code, count, of = Infinity }: Sign, share: number): boolean {
  return code === 'touched' && count >= of * share;
}

function signOfRoot({ root, files, bytes, gone, goneBytes, fresh }: RootFigures): Sign[] {
  if (gone < LEAST.collapsed) return [];
  const left = files - gone + fresh;
  const sign = { count: gone, of: files, name: root.slice(0, LONGEST_NAME) };
  if (left === 0) return [{ code: 'root-empty', ...sign }];
  if (gone >= files * COLLAPSED_SHARE && goneBytes >= bytes * COLLAPSED_SHARE) {
    return [{ code: 'mostly-gone', ...sign }];
  }
  return gone >= LEAST.many && left < files / 2 ? [{ code: 'half-gone', ...sign }] : [];
}

/** New ones of the same kind make up for those that went: a new version of a program is no loss. */
function signsOfEndings({ endings, gone, fresh }: TreeDifference): Sign[] {
  const lost = new Map<string, number>();
  const add = (files: readonly SeenFile[], by: number): void => {
    for (const { path } of files) lost.set(endingOf(path), (lost.get(endingOf(path)) ?? 0) + by);
  };
  add(gone, 1);
  add(fresh, -1);
  return [...lost]
    .map(([ending, count]) => ({ ending, count, of: endings.get(ending) ?? 0 }))
    .filter(({ ending, count, of }) => ending !== '' && count >= LEAST.many && count >= of * ENDING_SHARE)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_ENDINGS)
    .map(({ ending, count, of }) => ({ code: 'extension-gone', count, of, name: readable(`.${ending}`) }));
}

interface Renamed extends ChangedFile {
  /** What was put behind its name, such as ".xyz". */
  suffix: string;
}

/** `name` is gone and `name.xyz` is new, beside where it was. */
function findRenamed({ gone, fresh }: TreeDifference): Renamed[] {
  const went = new Set(gone.map(({ path }) => path));
  return fresh.flatMap(({ path, size }) => {
    for (
      let dot = path.lastIndexOf('.');
      dot > path.lastIndexOf('/') + 1;
      dot = path.lastIndexOf('.', dot - 1)
    ) {
      const before = path.slice(0, dot);
      if (went.has(before)) return [{ before, after: path, size, suffix: path.slice(dot) }];
    }
    return [];
  });
}

function signOfRenamed(renamed: readonly Renamed[]): Sign[] {
  if (renamed.length < LEAST.many) return [];
  const suffixes = new Map<string, number>();
  for (const { suffix } of renamed) suffixes.set(suffix, (suffixes.get(suffix) ?? 0) + 1);
  const [most] = [...suffixes].sort((a, b) => b[1] - a[1]);
  return [{ code: 'renamed', count: renamed.length, ...(most && { name: readable(most[0]) }) }];
}

function signOfSameFile(fresh: readonly SeenFile[], existed: (directory: string) => boolean): Sign[] {
  const byName = new Map<string, SeenFile[]>();
  for (const file of fresh) {
    if (file.size === 0) continue;
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [file]);
    else same.push(file);
  }
  for (const [name, files] of byName) {
    if (files.length < LEAST.sameNewFile) continue;
    const placed = files.filter(({ path }) => existed(path.slice(0, Math.max(0, path.lastIndexOf('/')))));
    const count = mostOfOneSize(placed.map(({ size }) => size));
    if (count >= LEAST.sameNewFile) return [{ code: 'same-new-file', count, name: readable(name) }];
  }
  return [];
}

/** How many are within a tenth of each other: such a file may carry the name of its victim. */
function mostOfOneSize(sizes: readonly number[]): number {
  const sorted = [...sizes].sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [index, size] of sorted.entries()) {
    while ((sorted[first] ?? size) * 1.1 + 16 < size) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

function signOfEncrypted(
  changed: readonly SeenFile[],
  renamed: readonly ChangedFile[],
  countEncrypted: Questions['countEncrypted'],
): Sign[] {
  if (changed.length + renamed.length < LEAST.many) return [];
  const files = [...changed.map(({ path, size }) => ({ before: path, after: path, size })), ...renamed];
  const { count, of } = countEncrypted(files);
  return count >= LEAST.many ? [{ code: 'encrypted', count, of }] : [];
}

function readable(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8').slice(0, LONGEST_NAME);
}
