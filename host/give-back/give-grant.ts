/** A grant, from the question whether it can be given to its end: for whoever has found out which machine is meant. */
import { statSync } from 'node:fs';
import type { GrantAsked } from '../command';
import { endProcess } from '../end-process';
import { formatCount, formatDuration } from '../../shared/words';
import type { Given } from '../json-outputs';
import { readMoment } from '../keep/clock';
import { logForMachine } from '../own-state';
import { isDirectory } from '../prepare-partial';
import { lastCompleted, readMachine } from '../read-machine';
import { MachinePaths } from '../store-layout';
import type { AuthorizedMachine } from './authorized-machines';
import { hashCode, makeCode } from './grant-code';
import { readGrant, removeGrant, withGrantLock, writeGrant } from './grant-file';

/** What could be granted. */
export interface Grantable {
  paths: MachinePaths;
  seconds: number;
  /** Null: all. */
  snapshots: string[] | null;
  /** How many there are. */
  count: number;
}

/** Changes nothing. In words why it cannot be granted. */
export async function findGrantable(
  place: AuthorizedMachine,
  { seconds, snapshots }: Pick<GrantAsked, 'seconds' | 'snapshots'>,
): Promise<Grantable | string> {
  const paths = new MachinePaths(place.store, place.machine);
  if (!(await isDirectory(paths.directory))) return `${place.store} has no machine ${place.machine}`;
  const { uid } = statSync(paths.directory);
  if (uid !== process.getuid?.()) {
    return `these snapshots are another user's: sudo -u '#${uid}' latchkey-host …`;
  }
  const content = await readMachine(paths);
  const named = typeof snapshots === 'object' ? snapshots.name : lastCompleted(content);
  if (named === undefined) return 'there are no snapshots yet';
  if (!content.complete.includes(named)) return `there is no ${named} (see --list)`;
  return { paths, seconds, snapshots: snapshots === 'all' ? null : [named], count: content.complete.length };
}

/** In the place of the one before, which ends with its connection. Throws what the file system throws. */
export async function giveGrant({ paths, seconds, snapshots, count }: Grantable): Promise<Given> {
  const { store, machine } = paths;
  const code = makeCode();
  const hashed = await hashCode(code);
  await takeGrantAway(paths, 'a new one took its place');
  const { time, bootId, uptime } = await readMoment();
  const until = new Date(time.getTime() + seconds * 1000).toISOString();
  await withGrantLock(paths, async () => {
    writeGrant({
      ...{ format: 1, store, machine, code: hashed, bootId, uptime },
      ...{ seconds, until, snapshots, wrong: 0 },
    });
    return Promise.resolve();
  });
  const given: Given = { machine, code, seconds, until, snapshots, count };
  logForMachine(machine, `restore: granted for ${formatDuration(seconds)}, ${namesOf(given)}`);
  return given;
}

/** "all 12 snapshots", or the one. */
export function namesOf({ snapshots, count }: Pick<Given, 'snapshots' | 'count'>): string {
  return snapshots?.join() ?? `all ${formatCount(count, 'snapshot')}`;
}

/** Ends the connection that uses it as well. Returns whether there was one. */
export async function takeGrantAway(paths: MachinePaths, why: string): Promise<boolean> {
  const grant = await withGrantLock(paths, async () => {
    const found = readGrant(paths);
    removeGrant(paths);
    return Promise.resolve(found);
  });
  if (grant === undefined) return false;
  logForMachine(paths.machine, `restore: the grant was taken away: ${why}`);
  const reader = grant.used?.by;
  if (reader === undefined) return true;
  await endProcess(reader);
  return true;
}
