/** Two people's changes of one list, line by line: what differs, and what both come to. */
import { diff3Merge, diffIndices } from 'node-diff3';

/** Of both line ends: a carriage return stays with its line, so that nothing of it is lost. */
const linesOf = (text: string): string[] => text.split('\n');

/** Undefined where both have changed the same place in ways that only a person can bring together. */
export function mergeLists(mine: string, base: string, theirs: string): string | undefined {
  const merged: string[] = [];
  for (const region of diff3Merge(linesOf(mine), linesOf(base), linesOf(theirs))) {
    if (region.ok !== undefined) merged.push(...region.ok);
    else if (region.conflict !== undefined) {
      const { a, o, b } = region.conflict;
      if (o.length > 0 || ![...a, ...b].every(hasNoOrder)) return undefined;
      merged.push(...b, ...a.filter((line) => line === '' || !b.includes(line)));
    }
  }
  return merged.join('\n');
}

/** Rules that leave out do the same in any order; "+" and "!" do not. */
function hasNoOrder(line: string): boolean {
  return !line.startsWith('+ ') && !line.startsWith('!');
}

export type DiffRow =
  | { kind: 'same' | 'removed' | 'added'; text: string; line: number }
  /** So many lines that are the same. */
  | { kind: 'skipped'; count: number };

/** So many lines before and behind a difference say where it is. */
const AROUND = 2;

/** `line`: of the text in which it stands; of both, the number in the new one. */
export function diffRows(before: string, after: string): DiffRow[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const rows: DiffRow[] = [];
  let at = 0;
  const same = (upTo: number): void => {
    for (; at < upTo; at += 1) rows.push({ kind: 'same', text: now[at] ?? '', line: at + 1 });
  };
  for (const { buffer1, buffer2 } of diffIndices(old, now)) {
    same(buffer2[0]);
    old.slice(buffer1[0], buffer1[0] + buffer1[1]).forEach((text, index) => {
      rows.push({ kind: 'removed', text, line: buffer1[0] + index + 1 });
    });
    for (; at < buffer2[0] + buffer2[1]; at += 1)
      rows.push({ kind: 'added', text: now[at] ?? '', line: at + 1 });
  }
  same(now.length);
  return withoutFarLines(rows);
}

function withoutFarLines(rows: readonly DiffRow[]): DiffRow[] {
  const near = rows.map((_, index) =>
    rows.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same'),
  );
  const kept: DiffRow[] = [];
  for (const [index, row] of rows.entries()) {
    const last = kept.at(-1);
    // The empty text behind the last line end is no line to show.
    if (index === rows.length - 1 && row.kind === 'same' && row.text === '') continue;
    if (near[index] === true) kept.push(row);
    else if (last?.kind === 'skipped') last.count += 1;
    else kept.push({ kind: 'skipped', count: 1 });
  }
  return kept;
}

/** Where a line of one text is in the other. */
export function lineAfter(before: string, after: string, line: number): number {
  return diffIndices(linesOf(before), linesOf(after))
    .filter(({ buffer1: [first, count] }) => first + count < line)
    .reduce((moved, { buffer1, buffer2 }) => moved + buffer2[1] - buffer1[1], line);
}

export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** The changes that make one text the other, as few lines as possible, so that a cursor elsewhere stays where it is. */
export function changesTo(before: string, after: string): Change[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const starts = [0];
  for (const line of old) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  return diffIndices(old, now).map(({ buffer1: [first, count], buffer2: [to, length] }) => {
    const text = now.slice(to, to + length).join('\n');
    const start = starts[first] ?? 0;
    // Behind the last line there is no line end that could be taken along.
    if (first + count < old.length)
      return { from: start, to: starts[first + count] ?? 0, insert: length > 0 ? `${text}\n` : '' };
    if (count === 0) return { from: before.length, to: before.length, insert: `\n${text}` };
    return { from: length > 0 ? start : Math.max(0, start - 1), to: before.length, insert: text };
  });
}
