/**
 * The exclude file's bytes as lines and rules, read as rsync's `--exclude-from` reads them: rsync(1), "FILTER RULES",
 * and rsync's exclude.c (parse_filter_file and parse_rule_tok, old prefixes only). Binary strings, one character a byte.
 */

export interface Rule {
  include: boolean;
  /** Without the sign and without the trailing slash. */
  pattern: string;
  directoriesOnly: boolean;
}

export type ExcludeLine = {
  /** Counted from 1. */
  number: number;
  /** The line as it stands in the file, without its end. */
  text: string;
} & (
  | { kind: 'blank' | 'comment' }
  /** A lone `!`: all rules before it are forgotten. */
  | { kind: 'clear' }
  /** Longer than rsync reads: it says so and goes on without it. */
  | { kind: 'discarded' }
  /** A sign with nothing behind it: rsync refuses the whole list. */
  | { kind: 'refused' }
  | { kind: 'rule'; rule: Rule }
);

export type RuleLine = Extract<ExcludeLine, { kind: 'rule' }>;

/** rsync's line buffer (BIGPATHBUFLEN, less its end) and its limit for a pattern (MAXPATHLEN). */
const LONGEST_LINE = 5119;
const LONGEST_PATTERN = 4095;

/** Every carriage return ends a line for rsync; with a newline behind it, the blank line between makes no difference. */
export const LINE_END = /\r\n|[\r\n]/;

/** No line for what follows the last line end where nothing follows it. */
export function parseExcludeList(bytes: string): ExcludeLine[] {
  const texts = bytes.split(LINE_END);
  if (texts.at(-1) === '') texts.pop();
  return texts.map((text, index) => ({ number: index + 1, text, ...parseLine(text) }));
}

type ParsedLine = ExcludeLine extends infer Line
  ? Line extends unknown
    ? Omit<Line, 'number' | 'text'>
    : never
  : never;

export function parseLine(text: string): ParsedLine {
  if (text.length > LONGEST_LINE) return { kind: 'discarded' };
  const line = textThatCounts(text);
  if (line === '') return { kind: 'blank' };
  if (line.startsWith('#') || line.startsWith(';')) return { kind: 'comment' };
  if (line === '!') return { kind: 'clear' };
  const sign = signOf(line);
  const pattern = line.slice(sign.length);
  if (pattern === '') return { kind: 'refused' };
  if (pattern.length > LONGEST_PATTERN) return { kind: 'discarded' };
  const directoriesOnly = pattern.length > 1 && pattern.endsWith('/');
  return {
    kind: 'rule',
    rule: {
      include: sign === '+ ',
      pattern: directoriesOnly ? pattern.slice(0, -1) : pattern,
      directoriesOnly,
    },
  };
}

/** rsync holds a line as a C string: a NUL byte ends what it sees. */
export function textThatCounts(text: string): string {
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

/** Exactly one blank belongs to the sign; further ones belong to the name. */
export function signOf(line: string): '' | '- ' | '+ ' {
  if (line.startsWith('- ')) return '- ';
  return line.startsWith('+ ') ? '+ ' : '';
}

/** The rules that count: those behind the last clearing line. */
export function activeRules(lines: readonly ExcludeLine[]): RuleLine[] {
  const cleared = lines.findLastIndex(({ kind }) => kind === 'clear');
  return lines.slice(cleared + 1).filter((line): line is RuleLine => line.kind === 'rule');
}
