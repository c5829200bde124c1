/** How each machine of a store stands: what its owner's alarms go by. Reads what is written down, and no contents. */
import { realpathSync } from 'node:fs';
import { readAlarmState } from '../alarm/alarm-state';
import { isUnsuspected } from '../alarm/find-reference';
import { readHold } from '../alarm/hold';
import { readKnownLines } from '../give-back/key-files';
import { readHandedOn, standingOf, type HandOnStanding } from '../hand-on/handed-on-state';
import { readAged } from '../keep/read-history';
import { machinesOf } from '../list-snapshots';
import { ownHome } from '../own-state';
import { isDirectory } from '../prepare-partial';
import { readVerifyState } from '../proof/verify-state';
import { lastCompleted, readMachine, type MachineContent } from '../read-machine';
import { readSnapshotRecord, type SnapshotRecord } from '../snapshot-record';
import { MachinePaths } from '../store-layout';

export interface MachineHealth {
  machine: string;
  /** False: it has a key line, and nothing here. */
  isThere: boolean;
  /** How many complete ones there are. */
  snapshots: number;
  /** The last one that was completed, looked right or was answered for, and can be read. */
  lastGood: LastGood | undefined;
  /** The last one that was completed looks wrong, and nobody has answered for it. */
  looksWrong: boolean;
  /** The owner's answer is waited for, and older ones are kept until then. */
  isHeld: boolean;
  /** When the newest reading of a snapshot's own files that came to its end began, ISO 8601. */
  lastVerified: string | undefined;
  /** So many were not read yet since they came. */
  unverified: number;
  /** Paths that are not what they were, without those of which a later snapshot has a good copy or a newer state. */
  badFiles: number;
  /** Undefined where nothing is to be handed on. */
  handOn: HandOn | undefined;
}

interface HandOn {
  standing: HandOnStanding;
  /** The last one that was handed on is not the last one that was completed. */
  isBehind: boolean;
}

export interface LastGood {
  snapshot: string;
  record: SnapshotRecord;
  /** Seconds since it was completed, at least: the wall clock's, or those that have certainly passed here if they are more. */
  age: number;
  /** Whether none was completed after it. */
  isLatest: boolean;
  /** This host's clock is behind it: that or the one of then was wrong, and its age is not known. */
  isAhead: boolean;
}

/** A clock that is set right by less changes nothing that matters here. */
const TOLERANCE_SECONDS = 3600;
const NOTHING: MachineContent = { complete: [], partial: [], dropping: [], latest: undefined };

/**
 * Of the machines that have a directory in the store, and those of this user's key lines that have none yet.
 *
 * @throws what the file system throws; where there is none, or not the one that is asked for: an empty directory may be a disk
 *   that is not mounted, and says nothing good of anybody
 */
export async function readHealth(store: string, machine: string | undefined): Promise<MachineHealth[]> {
  const names = [...new Set([...(await machinesOf(store)), ...machinesInKeyLines(store)])].sort();
  const asked = names.filter((name) => machine === undefined || name === machine);
  if (asked.length === 0) {
    throw new Error(
      `there is no machine ${machine === undefined ? '' : `${machine} `}in ${store} (not mounted?)`,
    );
  }
  return await Promise.all(asked.map((name) => readOne(new MachinePaths(store, name))));
}

function machinesInKeyLines(store: string): string[] {
  const real = realpathSync(store);
  const isIt = (other: string): boolean => {
    try {
      return realpathSync(other) === real;
    } catch {
      return false;
    }
  };
  return readKnownLines(ownHome()).flatMap(({ serves }) =>
    serves !== undefined && isIt(serves.store) ? serves.machine : [],
  );
}

async function readOne(paths: MachinePaths): Promise<MachineHealth> {
  const isThere = await isDirectory(paths.directory);
  const content = isThere ? await readMachine(paths) : NOTHING;
  const { complete } = content;
  const { accepted } = readAlarmState(paths);
  const last = lastCompleted(content);
  const newest = last === undefined ? undefined : await readSnapshotRecord(paths.complete(last));
  const { read, bad } = readVerifyState(paths);
  const unsettled = bad.filter(
    ({ snapshot, settled }) => settled === undefined && complete.includes(snapshot),
  );
  return {
    ...{ machine: paths.machine, isThere, snapshots: complete.length },
    lastGood: await findLastGood(paths, complete, accepted),
    looksWrong: last !== undefined && newest?.ok === true && !isUnsuspected(last, newest.value, accepted),
    isHeld: readHold(paths) !== undefined,
    lastVerified: complete
      .flatMap((name) => read[name] ?? [])
      .sort()
      .at(-1),
    unverified: complete.filter((name) => read[name] === undefined).length,
    badFiles: new Set(unsettled.map(({ path }) => path)).size,
    handOn: handOnOf(paths, last),
  };
}

function handOnOf(paths: MachinePaths, newest: string | undefined): HandOn | undefined {
  const state = readHandedOn(paths);
  if (state === undefined || newest === undefined) return undefined;
  return { standing: standingOf(state), isBehind: state.done?.snapshot !== newest };
}

/** By the order in which they were completed, whatever their names say. */
async function findLastGood(
  paths: MachinePaths,
  complete: readonly string[],
  accepted: string | null,
): Promise<LastGood | undefined> {
  const newestFirst = (await readAged(paths, complete)).reverse();
  for (const [index, { name, age, clock }] of newestFirst.entries()) {
    const record = await readSnapshotRecord(paths.complete(name));
    if (!record.ok || !isUnsuspected(name, record.value, accepted)) continue;
    const told = (Date.now() - Date.parse(record.value.finished)) / 1000;
    return {
      snapshot: name,
      record: record.value,
      age: clock === undefined ? told : Math.max(told, age),
      isLatest: index === 0,
      isAhead: told < -TOLERANCE_SECONDS,
    };
  }
  return undefined;
}
