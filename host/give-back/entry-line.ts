/** What a dry run of rsync says of an entry, which knows what --fake-super keeps. Pure. */

/** The name comes before what may hold anything, and two slashes stand in no name; "%n" of a directory ends in one. */
export const ENTRY_FORMAT = '%i %U %G %B %n//%L';

export interface ToldEntry {
  kind: 'file' | 'directory' | 'link' | 'device' | 'special';
  mode: number;
  uid: number;
  gid: number;
  /** A binary string, below what the names were given for. */
  name: string;
  target?: string;
}

const LINE = /^.([fdLDS])\S{9} (\d+) (\d+) (\S{9}) (.*?)\/\/(.*)$/s;
const KINDS: Record<string, ToldEntry['kind']> = {
  f: 'file',
  d: 'directory',
  L: 'link',
  D: 'device',
  S: 'special',
};
const ARROW = ' -> ';

/** `line`: a binary string, under LC_ALL=C. Undefined where it tells of no entry. */
export function parseEntryLine(line: string): ToldEntry | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, letter = '', uid, gid, permissions = '', name = '', rest = ''] = match;
  return {
    kind: KINDS[letter] ?? 'special',
    mode: modeOf(permissions),
    uid: Number(uid),
    gid: Number(gid),
    name: unescape(name),
    ...(rest.startsWith(ARROW) && { target: unescape(rest.slice(ARROW.length)) }),
  };
}

/** Whether it was meant as one, so that it is missed where it cannot be parsed. */
export function looksLikeEntry(line: string): boolean {
  return /^[<>ch.][fdLDS][+.]/.test(line);
}

/** "rwsr-x--T" and the like, as ls(1) writes it. */
function modeOf(permissions: string): number {
  const bits = Array.from(permissions);
  return bits.reduce((mode, letter, index) => {
    const own = /[-ST]/.test(letter) ? 0 : 1 << (8 - index);
    const special = /[sStT]/.test(letter) ? 0o1000 << ((8 - index) / 3) : 0;
    return mode | own | special;
  }, 0);
}

/** \#ooo stands for a byte that is no printable ASCII, and for a backslash that would look like that. */
function unescape(name: string): string {
  return name.replace(/\\#([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
