/** What waits, as this machine sees it: all of it there, of its kind, with the contents that were backed up? Changes nothing. */
import { lstatSync, type Stats } from 'node:fs';
import { Breather } from '../../process/breather';
import type { Entry } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { readRecorded, type RecordedKind } from './archive/recorded';
import { bytesOf, lookAt } from './bytes';
import { hashStaged } from './hash-staged';
import { notProven } from './not-proven';

export interface StagedEntry {
  /** Where it waits; a binary string. */
  staged: string;
  entry: Entry;
  stats: Stats;
}

export interface StagedFindings {
  /** By inode number in the store, where a checksum is known: whether it is that. */
  good: Map<number, boolean>;
  /** Have to be opened to be read, which rsync, comparing beside this, would see as another mode. One of each inode. */
  closed: StagedEntry[];
  /** Have another owner or group. */
  ofOthers: Entry[];
  /** Came without their setuid or setgid bit. */
  special: StagedEntry[];
}

/** A window is served by this process as well. */
const TURN_MS = 15;

interface Staged {
  /** The staging directory's files; a binary string. */
  top: string;
  meant: readonly Entry[];
  /** What is not the entries' own is in attributes (archive/recorded). */
  recorded: boolean;
  signal: AbortSignal;
}

/** Throws the signal's reason. Fails with restore-not-proven. */
export async function readStaged(
  { top, meant, recorded, signal }: Staged,
  onProgress: (done: number) => void,
): Promise<Result<StagedFindings>> {
  const found: StagedFindings = { good: new Map(), closed: [], ofOthers: [], special: [] };
  const known = new Set<number>();
  const breather = new Breather(TURN_MS);
  for (const [index, entry] of meant.entries()) {
    await breather.breathe(signal);
    if (entry.kind === 'device' && !recorded) continue;
    const staged = top + entry.path;
    const stats = lookAt(staged);
    if (stats === undefined) return notProven(entry.path);
    const owner = recorded ? ownerOnRecord(staged, entry, stats) : ownerOf(entry, stats);
    if (owner === undefined) return notProven(entry.path);
    if (entry.kind === 'file' && entry.sha256 !== undefined && !known.has(entry.ino)) {
      known.add(entry.ino);
      const isClosed = (stats.mode & 0o400) === 0;
      if (isClosed) found.closed.push({ staged, entry, stats });
      else found.good.set(entry.ino, (await hashStaged(staged, stats, signal)) === entry.sha256);
    }
    if (!keepsOwner(entry, owner)) found.ofOthers.push(entry);
    if (!recorded && isWithoutSpecialBits(entry, stats)) found.special.push({ staged, entry, stats });
    onProgress(index + 1);
  }
  return success(found);
}

interface Owner {
  uid: number;
  gid: number;
}

export function keepsOwner({ uid, gid }: Entry, owner: Owner): boolean {
  return owner.uid === uid && owner.gid === gid;
}

/** Undefined where it is no such thing. */
function ownerOf(entry: Entry, stats: Stats): Owner | undefined {
  return isSameKind(entry, stats) ? stats : undefined;
}

/** Undefined where it is no such thing. */
function ownerOnRecord(staged: string, { kind, size, mode }: Entry, stats: Stats): Owner | undefined {
  const recorded = readRecorded(staged, lstatSync(bytesOf(staged), { bigint: true }));
  const isSame =
    KINDS_ON_RECORD[recorded.kind] === kind &&
    recorded.mode === mode &&
    (kind !== 'file' || stats.size === size);
  return isSame ? recorded : undefined;
}

const KINDS_ON_RECORD: Record<RecordedKind, Entry['kind']> = {
  ...{ file: 'file', directory: 'directory', link: 'link', fifo: 'special', socket: 'special' },
  ...{ block: 'device', character: 'device' },
};

function isWithoutSpecialBits({ kind, mode }: Entry, stats: Stats): boolean {
  return kind === 'file' && (mode & ~stats.mode & 0o6000) !== 0;
}

function isSameKind({ kind, size }: Entry, stats: Stats): boolean {
  switch (kind) {
    case 'file':
      return stats.isFile() && stats.size === size;
    case 'directory':
      return stats.isDirectory();
    case 'link':
      return stats.isSymbolicLink();
    case 'special':
      return stats.isFIFO() || stats.isSocket();
    case 'device':
      return false;
  }
}
