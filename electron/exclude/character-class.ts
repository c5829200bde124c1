/**
 * `[a-z]`, `[!a]`, `[[:alpha:]]` as rsync's wildmatch reads them, over bytes. rsync runs with LC_ALL=C here
 * (process/environment.ts), so the named classes are ASCII's.
 */

export interface CharacterClass {
  /** 1 for each byte it matches; never for a slash. */
  members: Uint8Array;
  /** Of its text, both brackets included. */
  length: number;
}

const NAMED: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // eslint-disable-next-line no-control-regex -- it is the class of control characters
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** The class whose opening bracket is at `open`; undefined where it is not closed or names a class that is not there. */
export function parseClass(pattern: string, open: number): CharacterClass | undefined {
  const listed = new Set<number>();
  let at = open + 1;
  const negated = pattern.charAt(at) === '!' || pattern.charAt(at) === '^';
  if (negated) at += 1;
  const first = at;
  /** What a dash behind it would make the start of a range; 0 behind a range or a named class. */
  let previous = 0;
  while (at === first || pattern.charAt(at) !== ']') {
    const character = pattern.charAt(at);
    const named = character === '[' ? namedClass(pattern, at) : undefined;
    if (character === '' || named === 'unknown') return undefined;
    if (named !== undefined) {
      for (const byte of named.bytes) listed.add(byte);
      at += named.length;
      previous = 0;
    } else if (character === '-' && previous !== 0 && !['', ']'].includes(pattern.charAt(at + 1))) {
      const [last, length] = memberAt(pattern, at + 1);
      if (Number.isNaN(last)) return undefined;
      for (let byte = previous; byte <= last; byte += 1) listed.add(byte);
      at += 1 + length;
      previous = 0;
    } else {
      const [byte, length] = memberAt(pattern, at);
      if (Number.isNaN(byte)) return undefined;
      listed.add(byte);
      at += length;
      previous = byte;
    }
  }
  const members = Uint8Array.from({ length: 256 }, (_, byte) => (listed.has(byte) === negated ? 0 : 1));
  members[0x2f] = 0;
  return { members, length: at + 1 - open };
}

function memberAt(pattern: string, at: number): [byte: number, length: number] {
  return pattern.charAt(at) === '\\' ? [pattern.charCodeAt(at + 1), 2] : [pattern.charCodeAt(at), 1];
}

/** `[:alpha:]` at this place; undefined where it is no more than a bracket, 'unknown' where nothing can match. */
function namedClass(
  pattern: string,
  at: number,
): { bytes: number[]; length: number } | 'unknown' | undefined {
  if (pattern.charAt(at + 1) !== ':') return undefined;
  const close = pattern.indexOf(']', at + 2);
  if (close === -1) return 'unknown';
  if (close === at + 2 || pattern.charAt(close - 1) !== ':') return undefined;
  const name = pattern.slice(at + 2, close - 1);
  const expression = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (expression === undefined) return 'unknown';
  const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) =>
    expression.test(String.fromCharCode(byte)),
  );
  return { bytes, length: close + 1 - at };
}
