/** A line that hides nothing, replaced by those that do what was meant. */
import type { OddLine } from '../../shared/ipc-excludes';

export interface WrittenInstead {
  text: string;
  /** Where the first of the new lines stands. */
  line: number;
}

/** Undefined where nothing can be offered for this line of the text. */
export function writeInstead(
  text: string,
  odd: readonly OddLine[],
  line: number,
): WrittenInstead | undefined {
  const found = odd.find((each) => each.line === line && each.instead.length > 0);
  const lines = text.split('\n');
  const there = lines[line - 1];
  if (found === undefined || there === undefined) return undefined;
  const end = there.endsWith('\r') ? '\r' : '';
  // For rsync a carriage return ends a line too: which of the two was meant would be a guess.
  if (there.slice(0, there.length - end.length).includes('\r')) return undefined;
  lines.splice(line - 1, 1);
  const at = found.about > 0 && found.about < line ? found.about : line;
  lines.splice(at - 1, 0, ...found.instead.map((each) => each + end));
  return { text: lines.join('\n'), line: at };
}
