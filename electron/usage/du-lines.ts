/** What a line of a du list is, told by the line alone. Texts are binary strings. */

const TAB = 0x09;
const BLANK = 0x20;
/** Columns of a terminal. */
export const TAB_WIDTH = 8;
const MOST_DIGITS = 15;
const MOST_BLANKS = 32;

/** What stands between number and path: what du writes there, or what a terminal makes of it when it is copied. */
export type Gap = 'tab' | 'blanks';

/** Where the path begins in a line `bytes[start..end)`, and the number before it; undefined: it is no entry. */
export function readEntry(
  bytes: Uint8Array,
  start: number,
  end: number,
  gap: Gap | undefined,
): { kib: number; path: number; gap: Gap } | undefined {
  let at = start;
  let kib = 0;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    kib = kib * 10 + digit;
  }
  const digits = at - start;
  if (digits === 0 || digits > MOST_DIGITS) return undefined;
  if (bytes[at] === TAB) {
    return gap === 'blanks' || at + 1 >= end ? undefined : { kib, path: at + 1, gap: 'tab' };
  }
  if (gap === 'tab') return undefined;
  const first = at;
  while (at < end && bytes[at] === BLANK && at - first <= MOST_BLANKS) at += 1;
  const blanks = at - first;
  if (blanks === 0 || at >= end) return undefined;
  const certain = blanks === TAB_WIDTH - (digits % TAB_WIDTH) || beginsAsPath(bytes, at, end);
  return certain ? { kib, path: at, gap: 'blanks' } : undefined;
}

/** No blank can be part of a path that begins like this. */
function beginsAsPath(bytes: Uint8Array, at: number, end: number): boolean {
  const text = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 3)));
  return text.startsWith('/') || /^\.\.?(?:\/|$)/.test(text);
}

/** du in whatever language, with a name (in quotes or not, never with a line end in it) and a reason. */
const COMPLAINT = /du: \S.*: .+$/;
const COMPLAINT_FIRST = /^(?:\/(?:[\w.+-]+\/)*)?(?:g?du|busybox): /;
/** It names one path. */
const LONGEST_COMPLAINT = 2 ** 14;
const SPLIT_NUMBER = /^\d{1,15}[\t ]*$/;

export function isComplaint(line: string): boolean {
  return COMPLAINT_FIRST.test(line);
}

/** Where in a line a complaint begins that was written while the line was: over ssh the two arrive as they come. */
export function findComplaint(line: string): number | undefined {
  if (line.length > LONGEST_COMPLAINT) return undefined;
  const at = line.search(COMPLAINT);
  return at >= 0 ? at : undefined;
}

/** A complaint came while du was writing the number, or just behind it: what stands before goes on in the next line. */
export function isCutNumber(beforeComplaint: string): boolean {
  return SPLIT_NUMBER.test(beforeComplaint);
}

const PROMPT =
  /^(?:[$#%>\u276f] |[\w.-]+@[\w.-]+\S*[ :].*[$#%>](?: |$)|[\w.-]+@[\w.-]+:\S*[$#%>]|\[[^\]]*@[^\]]*\] ?[$#%>]|\([\w.-]+\) \S+@|PS [A-Z]:\\|[A-Z]:\\[^>]*>)/;
/** What may stand before du in a command. */
const BEFORE_DU = /^(?:sudo|doas|ssh|env|time|nice|ionice|\w+=\S*)$/;
/** Commands are shorter, and names of files too. */
const LONGEST_COMMAND = 1000;

/** A shell's prompt, or a command that runs du, as they are copied along. */
export function isPrompt(line: string): boolean {
  if (line.length > LONGEST_COMMAND) return false;
  if (PROMPT.test(line)) return true;
  const words = line.split(/ +/);
  const du = words.findIndex((word) => /^(?:\S*\/)?g?du$/.test(word));
  return du === 0 || (du > 0 && BEFORE_DU.test(words[0] ?? ''));
}

/** Columns of a terminal, as far as characters have one each; a tab leads to the next multiple of 8. */
export function widthOf(line: string): number {
  let width = 0;
  for (let at = 0; at < line.length; at += 1) {
    const byte = line.charCodeAt(at);
    if (byte === TAB) width += TAB_WIDTH - (width % TAB_WIDTH);
    else if ((byte & 0xc0) !== 0x80) width += 1;
  }
  return width;
}

/** Why a line that is no entry is none, as the second half of "line 3 ...". */
export function describeLine(line: string): string {
  const expected = 'is not a number, a tab and a path';
  if (/^\s*\d+(?:[.,]\d+)?[KMGTPEkB]i?B?[\t ]/.test(line))
    return `${expected}: its size has a unit, and so is rounded; make the list with "du -ak"`;
  if (/^\d+ +\S/.test(line))
    return `${expected}: there are blanks for the tab, and it is not certain where the path begins`;
  return expected;
}
