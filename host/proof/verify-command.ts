/** `--verify`: reads what is kept, and says what is not what it was. */
import { constants, setPriority } from 'node:os';
import { takeLock } from '../../process/process-lock';
import { formatBytes, formatCount } from '../../shared/words';
import type { VerifiedMachine } from '../json-outputs';
import { machinesOf } from '../list-snapshots';
import { readMachine } from '../read-machine';
import { messageOf } from '../result';
import { MachinePaths } from '../store-layout';
import { isBackupRunning } from './after-backup';
import type { Errand } from './errand';
import { inodeAt } from './inode-at';
import { laptopPath, shownPath } from './show-path';
import { endAfterBackup } from './start-after-backup';
import { verifyRound, type Reading } from './verify-round';
import { readSince, readVerifyState, type BadFile } from './verify-state';

const NOTHING: Reading = { files: 0, bytes: 0, firstFiles: 0, found: [], finished: false };

/**
 * @param machine undefined: all of them
 * @param seconds undefined: until everything was read
 */
export async function verifyStore(
  store: string,
  machine: string | undefined,
  seconds: number | undefined,
  ended: AbortSignal,
  log: (words: string) => void,
): Promise<VerifiedMachine[]> {
  setPriority(constants.priority.PRIORITY_LOW);
  const deadline = seconds === undefined ? Infinity : performance.now() + seconds * 1000;
  const names = (await machinesOf(store)).filter((name) => machine === undefined || name === machine);
  const verified: VerifiedMachine[] = [];
  for (const name of names) {
    const paths = new MachinePaths(store, name);
    const errand: Errand = { signal: ended, deadline, log };
    verified.push(await verifyMachine(paths, seconds === undefined ? 'all' : 'bits', errand));
  }
  return verified;
}

async function verifyMachine(
  paths: MachinePaths,
  round: 'all' | 'bits',
  errand: Errand,
): Promise<VerifiedMachine> {
  if (isBackupRunning(paths))
    return await describe(paths, NOTHING, 'a backup is running; try again when it is done', true);
  // What goes on by itself after backups gives way to a person.
  await endAfterBackup(paths);
  const lock = takeLock(paths.careLock);
  if (!lock.ok) return await describe(paths, NOTHING, 'it is being read by another program', true);
  try {
    return await describe(paths, await verifyRound(paths, round, errand), null);
  } catch (error) {
    if (!errand.signal.aborted) throw error;
    const trouble = `${messageOf(error)}; what was read counts, the same command goes on`;
    return await describe(paths, NOTHING, trouble);
  } finally {
    lock.release();
  }
}

async function describe(
  paths: MachinePaths,
  { files, bytes, firstFiles, finished }: Reading,
  trouble: string | null,
  busy = false,
): Promise<VerifiedMachine> {
  const { complete } = await readMachine(paths);
  const state = readVerifyState(paths);
  return {
    machine: paths.machine,
    ...{ trouble, busy, files, bytes, finished },
    firstRead: firstFiles,
    since: readSince(state, complete),
    bad: state.bad.map((bad) => ({
      path: laptopPath(bad.path),
      shown: shownPath(bad.path),
      snapshots: holdersOf(paths, complete, bad),
      ...{ kind: bad.kind, expected: bad.expected, found: bad.found, at: bad.at },
      settled: bad.settled ?? null,
    })),
  };
}

/** The snapshots that have this very inode at this path. */
function holdersOf(paths: MachinePaths, complete: readonly string[], bad: BadFile): string[] {
  const inode = (name: string): number | undefined => {
    try {
      return inodeAt(paths.files(name), bad.path);
    } catch {
      return undefined;
    }
  };
  const its = inode(bad.snapshot);
  return its === undefined ? [bad.snapshot] : complete.filter((name) => inode(name) === its);
}

export function formatVerified(machines: readonly VerifiedMachine[]): string {
  if (machines.length === 0) return 'There is nothing to read.\n';
  return machines.flatMap(linesOf).join('\n') + '\n';
}

function linesOf({
  machine,
  trouble,
  files,
  bytes,
  firstRead,
  finished,
  since,
  bad,
}: VerifiedMachine): string[] {
  const first = firstRead > 0 ? `, ${formatCount(firstRead, 'file')} for the first time` : '';
  const read = `${machine}: read ${formatCount(files, 'file')}, ${formatBytes(bytes)}${first}`;
  const rest = finished ? '' : '; the rest another time';
  return [
    trouble === null ? `${read}${rest}` : `${machine}: ${trouble}`,
    ...bad.map((one) => `problem: ${describeBad(one)}`),
    since === null
      ? `${machine}: not everything that is kept was read yet`
      : `${machine}: everything that is kept was read since ${since}`,
  ];
}

const KINDS: Record<BadFile['kind'], string> = {
  rot: 'changed without its time changing (it rotted, or somebody tampered with it)',
  edited: 'was changed in the store',
  gone: 'is gone from the store',
  unreadable: 'cannot be read from the disk',
};

const SETTLED: Record<NonNullable<BadFile['settled']>['as'], string> = {
  healed: 'a good copy came again with',
  changed: 'the laptop has other contents since',
  newer: 'a newer state came with',
};

function describeBad({ shown, kind, snapshots, settled }: VerifiedMachine['bad'][number]): string {
  const later = settled === null ? '' : `; ${SETTLED[settled.as]} ${settled.snapshot}`;
  return `${shown} ${KINDS[kind]}; in ${snapshots.join(', ')}${later}`;
}
