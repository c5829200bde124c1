/** A machine's history as the rules of keeping look at it. */
import { DEFAULT_FLOOR } from '../../shared/keep-defaults';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { keptByAlarm, readHold } from '../alarm/hold';
import { readMachine } from '../read-machine';
import { readSnapshotRecord } from '../snapshot-record';
import type { MachinePaths } from '../store-layout';
import { inOrder, stampFor, standingAt, withAges, type AgedSnapshot, type CompletedSnapshot } from './ages';
import { readMoment, type SnapshotClock } from './clock';
import type { FloorRules } from './floor';
import { readLeases } from './leases';
import { readPins } from './pins';
import type { Standing } from './room-made';

export interface History {
  /** In the order in which they were completed, the oldest first. */
  ordered: AgedSnapshot[];
  rules: Omit<FloorRules, 'thinsClose'>;
  /** A backup looked wrong and nobody has answered: what is deleted to make room would be deleted for it. */
  isHeld: boolean;
  standing: Standing;
}

/** Throws what the file system throws, and where pins.json is broken. */
export async function readHistory(paths: MachinePaths, floor = DEFAULT_FLOOR): Promise<History> {
  const { complete, latest } = await readMachine(paths);
  const hold = readHold(paths);
  const rules = {
    newest: floor,
    latest,
    pinned: new Set(readPins(paths).keys()),
    held: keptByAlarm(paths, complete),
    read: readLeases(paths),
  };
  const completed = await readCompleted(paths, complete);
  const now = await readMoment();
  return {
    ordered: withAges(completed, now),
    rules,
    isHeld: hold !== undefined && hold.restEndedAt === undefined,
    standing: standingAt(completed, now),
  };
}

/** In the order in which they were completed. */
export async function readAged(paths: MachinePaths, complete: readonly string[]): Promise<AgedSnapshot[]> {
  return withAges(await readCompleted(paths, complete), await readMoment());
}

/** How far the machine is in its history. */
export async function readStanding(paths: MachinePaths): Promise<Standing> {
  const { complete } = await readMachine(paths);
  return standingAt(await readCompleted(paths, complete), await readMoment());
}

/** For the record of a snapshot that is completed now. */
export async function readStamp(paths: MachinePaths): Promise<{ sequence: number; clock: SnapshotClock }> {
  const { complete } = await readMachine(paths);
  return stampFor(await readCompleted(paths, complete), await readMoment());
}

async function readCompleted(paths: MachinePaths, names: readonly string[]): Promise<CompletedSnapshot[]> {
  const found = await Promise.all(
    names.map(async (name): Promise<CompletedSnapshot | undefined> => {
      const time = parseSnapshotName(name);
      if (time === undefined) return undefined;
      const record = await readSnapshotRecord(paths.complete(name));
      // Without any record it is one of before there were records: its name tells.
      if (!record.ok) return { name, time, finished: time, ...(!record.isMissing && { isUnreadable: true }) };
      const { sequence, clock, finished } = record.value;
      return {
        name,
        time,
        finished: new Date(finished),
        ...(sequence !== undefined && { sequence }),
        ...(clock !== undefined && { clock }),
      };
    }),
  );
  return inOrder(found.filter((snapshot) => snapshot !== undefined));
}
