/** What can only be decided about a du list once all of it is known: lines that were cut, and grand totals. */
import { entryTotals } from './du-totals';
import type { Gap } from './du-lines';
import { findGrandTotals, type TotalLine } from './grand-total';
import { joinLines, type CutEntry } from './join-lines';
import { LONGEST_NAME } from './node-columns';
import type { PassedOverTally } from './passed-over';
import { NOT_LISTED, type PathTable } from './path-table';

export interface CutNode {
  /** The node of the path up to its line end. */
  node: number;
  /** What that node had before this line: NOT_LISTED, or KiB. */
  before: number;
  entry: CutEntry;
}

/** Puts together what fits, and lists the rest as it stands. Says what is wrong. */
export function settleCuts(
  table: PathTable,
  cuts: readonly CutNode[],
  lines: { widest: number; gap: Gap },
  passedOver: PassedOverTally,
): string | undefined {
  const { nodes } = table;
  const known = {
    isListed: (path: string) => (nodes.blocks[table.find(path) ?? -1] ?? NOT_LISTED) !== NOT_LISTED,
    isDirectory: (path: string) => (nodes.flags[table.find(path) ?? -1] ?? 0) !== 0,
    ...lines,
  };
  const pass = (rest: CutEntry['rest']): void => {
    for (const { text, line } of rest) passedOver.note(text === '' ? 'blank' : 'other', line, text);
  };
  // A directory before what lies in it, where both were cut.
  for (const { node, entry } of [...cuts].sort((a, b) => lengthOf(a) - lengthOf(b))) {
    const joined = joinLines(entry, known);
    if (joined === undefined) {
      nodes.blocks[node] = entry.kib;
      pass(entry.rest);
      continue;
    }
    const bytes = Buffer.from(joined.path, 'latin1');
    const whole = table.add(bytes, 0, bytes.length);
    if (whole === undefined)
      return `line ${entry.line} and those behind it have a name of more than ${LONGEST_NAME} bytes`;
    nodes.blocks[whole] = entry.kib;
    if (joined.complaint === undefined) continue;
    passedOver.note('complaint', entry.line, joined.complaint);
    pass(entry.rest.slice(1));
  }
  return undefined;
}

function lengthOf({ entry }: CutNode): number {
  return entry.rest.reduce((sum, { text }) => sum + text.length, entry.path.length);
}

/** Passes over the grand totals; lists the others as entries. */
export function settleTotals(
  table: PathTable,
  totals: readonly TotalLine[],
  passedOver: PassedOverTally,
): void {
  if (totals.length === 0) return;
  const { nodes } = table;
  const nodeOf = (word: string): number | undefined => table.find(Buffer.from(word).toString('latin1'));
  const named = new Set(totals.map(({ word }) => nodeOf(word)));
  const grand = findGrandTotals(totals, {
    ...entryTotals(nodes, (node) => !named.has(node)),
    holds: (word) => (nodes.flags[nodeOf(word) ?? -1] ?? 0) !== 0,
  });
  for (const total of totals) {
    const name = Buffer.from(total.word);
    if (grand.includes(total)) {
      passedOver.note('total', total.line, `${total.kib}\t${name.toString('latin1')}`);
      continue;
    }
    const node = table.add(name, 0, name.length);
    if (node !== undefined) nodes.blocks[node] = total.kib;
  }
}
