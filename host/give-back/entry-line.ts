/** What a dry run of rsync says of an entry, which knows what --fake-super keeps. */
import { unescapeRsyncName } from '../../shared/rsync-name';

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
    name: unescapeRsyncName(name),
    ...(rest.startsWith(ARROW) && { target: unescapeRsyncName(rest.slice(ARROW.length)) }),
  };
}

/** Whether it was meant as one, so that it is missed where it cannot be parsed. */
export function looksLikeEntry(line: string): boolean {
  return /^[<>ch.][fdLDS][+.]/.test(line);
}

/** Of a hundred thousand entries few have one that no other has. */
const modes = new Map<string, number>();

function modeOf(permissions: string): number {
  const known = modes.get(permissions);
  if (known !== undefined) return known;
  const mode = readMode(permissions);
  modes.set(permissions, mode);
  return mode;
}

/** "rwsr-x--T" and the like, as ls(1) writes it. */
function readMode(permissions: string): number {
  const bits = Array.from(permissions);
  return bits.reduce((mode, letter, index) => {
    const own = /[-ST]/.test(letter) ? 0 : 1 << (8 - index);
    const special = /[sStT]/.test(letter) ? 0o1000 << ((8 - index) / 3) : 0;
    return mode | own | special;
  }, 0);
}
