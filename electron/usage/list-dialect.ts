/** What kind of list it is, told by its beginning. */

/** So much of the beginning is looked at: the longest path and more. */
export const BEGINNING = 2 ** 16;

export interface DuDialect {
  /** What stands behind each entry: 10, or 0 of `du -0`. */
  end: number;
  /** Each line has a carriage return before its end: a name that has one itself would be one of few. */
  carriageReturns: boolean;
}

/** An export of ncdu: a bracket and a version. A shell's prompt may begin with a bracket as well. */
export function isNcdu(beginning: Uint8Array): boolean {
  return /^\s*\[\s*\d+\s*,/.test(textOf(beginning.subarray(0, 1024)));
}

export function duDialect(beginning: Uint8Array): DuDialect {
  if (beginning.includes(0)) return { end: 0, carriageReturns: false };
  const lines = textOf(beginning).split('\n');
  // The last one may go on, and one that is whole needs no carriage return.
  lines.pop();
  const entries = lines.filter((line) => /^\d+[\t ]/.test(line));
  return { end: 10, carriageReturns: entries.length > 0 && entries.every((line) => line.endsWith('\r')) };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
