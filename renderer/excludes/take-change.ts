/** What to do when the list on disk has become another one while it is looked at, or changed here. */
import { lineEndOf } from './line-ends';
import { mergeLists } from './merge-lines';

export type Taken =
  | { kind: 'nothing' }
  /** Nothing was changed here. */
  | { kind: 'reload'; text: string }
  /** Both changes, which do not touch each other. */
  | { kind: 'merged'; text: string }
  | { kind: 'conflict' };

/** @param base what the draft began as */
export function takeChange(base: string, mine: string, theirs: string): Taken {
  if (theirs === mine || theirs === base) return { kind: 'nothing' };
  if (mine === base) return { kind: 'reload', text: theirs };
  // With other line ends every line is another one.
  if (lineEndOf(theirs) !== lineEndOf(mine)) return { kind: 'conflict' };
  const text = mergeLists(mine, base, theirs);
  return text === undefined ? { kind: 'conflict' } : { kind: 'merged', text };
}
