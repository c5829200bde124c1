/**
 * The authorized_keys of this user, byte for byte: where a machine's line is, who else has its key, and one key in the place of
 * another, or one more line. Reads as sshd does, `authorized_keys` first.
 */
import { accessSync, constants, lstatSync, mkdirSync, statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { takeLock } from '../../process/process-lock';
import { readRegularFile } from '../../process/read-file';
import { replaceFile } from '../../process/write-state-file';
import { safeText } from '../../shared/safe-text';
import { ownState } from '../own-state';
import { machineInLine, type AuthorizedMachine } from './authorized-machines';
import { fingerprintOf, formatKey, parseKeyLine, type KeyLine, type PublicKey } from './public-key';

export interface KnownLine extends KeyLine {
  file: string;
  /** From 1. */
  number: number;
  /** Of ours, where the key is for backups. */
  serves: AuthorizedMachine | undefined;
}

const NAMES = ['authorized_keys', 'authorized_keys2'] as const;
/** What may be changed by others than its owner opens the account to them; sshd reads no such file (StrictModes). */
const BY_OTHERS = 0o022;

/** Every line with a key. Throws what the file system throws, but for a file that is missing. */
export function readKnownLines(home: string): KnownLine[] {
  return NAMES.map((name) => join(home, '.ssh', name)).flatMap((file) =>
    (readIfThere(file)?.split('\n') ?? []).flatMap((line, at) => {
      const parsed = parseKeyLine(line);
      const words = Buffer.from(line, 'latin1').toString('utf8');
      return parsed === undefined
        ? []
        : [{ ...parsed, file, number: at + 1, serves: machineInLine(words, home) }];
    }),
  );
}

/** In words why this key cannot be a new laptop's. `lines`: all but the one that it may be in. */
export function whyTaken(key: PublicKey, lines: readonly KnownLine[]): string | undefined {
  const taken = lines.find((one) => one.key.blob === key.blob);
  if (taken === undefined) return undefined;
  const whose = taken.serves === undefined ? 'something else' : taken.serves.machine;
  return `that key already serves ${whose}: ${placeOf(taken)}. Each laptop has a key of its own`;
}

export function placeOf({ file, number, key }: KnownLine): string {
  return `${file}, line ${number} (${fingerprintOf(key)}${key.comment === '' ? '' : `, ${safeText(key.comment)}`})`;
}

/** Where a new line goes. */
export function mainKeyFile(home: string): string {
  return join(home, '.ssh', NAMES[0]);
}

/** In words why this file is neither changed nor made by a program; undefined where it can be. */
export function whyUntouchable(file: string): string | undefined {
  const uid = process.getuid?.();
  const isUnsafe = (stats: Stats): boolean => stats.uid !== uid || (stats.mode & BY_OTHERS) !== 0;
  const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  const directory = dirname(file);
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    return `${file} is a symbolic link: change the keys there by hand, or put the file itself in its place`;
  }
  const paths = [directory, file].filter(isThere);
  // sshd looks at the home as well (StrictModes), which may be root's.
  const home = dirname(directory);
  const isHomeSafe = statSync(home).uid === 0 && (statSync(home).mode & BY_OTHERS) === 0;
  for (const path of isHomeSafe ? paths : [home, ...paths]) {
    if (!isUnsafe(statSync(path))) continue;
    return `${path} is another user's, or others may write it, so that sshd does not read it: chown and chmod go-w it first`;
  }
  for (const path of paths.reverse()) {
    try {
      accessSync(path, constants.W_OK);
    } catch {
      return `${path} is not writable`;
    }
  }
  return undefined;
}

/**
 * The key of this line becomes `key`; its options and all other lines stay byte for byte, and the file its mode.
 *
 * @returns whether it was done: not where the file has changed since it was read. Throws what the file system throws.
 */
export function replaceKey(line: KnownLine, key: PublicKey): boolean {
  const { file, number, options } = line;
  const replaced = oneAtATime(() => {
    const before = readRegularFile(file, 'latin1');
    const lines = before.split('\n');
    const found = parseKeyLine(lines[number - 1] ?? '');
    if (found?.options !== options || found.key.blob !== line.key.blob) return false;
    lines[number - 1] = options + Buffer.from(formatKey(key), 'utf8').toString('latin1');
    return replaceIfSame(file, before, lines.join('\n'));
  });
  return replaced === true;
}

/**
 * One more line at the end; all others stay byte for byte, and the file its mode. Where there is none, it is made (0600), and
 * its directory (0700).
 *
 * @param isFree asked once more when nobody else's change can be missed any longer
 * @returns the line's number; undefined where the file has changed, or is not free any more. Throws what the file system throws.
 */
export function addLine(file: string, line: string, isFree: () => boolean): number | undefined {
  return oneAtATime(() => {
    const before = readIfThere(file);
    const isEnded = before === undefined || before === '' || before.endsWith('\n');
    const start = isEnded ? (before ?? '') : `${before}\n`;
    const after = `${start}${Buffer.from(line, 'utf8').toString('latin1')}\n`;
    return isFree() && replaceIfSame(file, before, after) ? start.split('\n').length : undefined;
  });
}

/** An editor asks for no lock, hence the look before each rename; but of two of us, neither takes the other's line away. */
function oneAtATime<T>(work: () => T): T | undefined {
  mkdirSync(ownState(), { recursive: true, mode: 0o700 });
  const lock = takeLock(ownState('authorized_keys.lock'));
  if (!lock.ok) return undefined;
  try {
    return work();
  } finally {
    lock.release();
  }
}

/** Binary strings. False where the file is not as it was before. */
function replaceIfSame(file: string, before: string | undefined, after: string): boolean {
  return replaceFile(file, Buffer.from(after, 'latin1'), {
    ...(before === undefined ? { makeDirectory: true } : { mode: statSync(file).mode & 0o7777 }),
    isStillMeant: () => readIfThere(file) === before,
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return readRegularFile(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
