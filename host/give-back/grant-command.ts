/** `--grant-restore` and `--revoke-restore`: what the store's owner does, at a terminal, to let one laptop read its own. */
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isStillRunning, signalProcess } from '../../process/process-identity';
import type { GrantAsked, WhichMachine } from '../command-line';
import { formatCount, formatDuration } from '../../shared/words';
import { readMoment } from '../keep/clock';
import { logForMachine, ownHome } from '../own-state';
import { isDirectory } from '../prepare-partial';
import { lastCompleted, readMachine } from '../read-machine';
import { MachinePaths } from '../store-layout';
import { machinesInKeys, type AuthorizedMachine } from './authorized-machines';
import { hashCode, makeCode } from './grant-code';
import { readGrant, removeGrant, withGrantLock, writeGrant } from './grant-file';

/** What to say, and whether it was done. */
export interface Said {
  done: boolean;
  words: string;
}

const LOOK_MS = 20;
const LOOKS_BEFORE_KILL = 250;

export async function grantRestore(asked: GrantAsked): Promise<Said> {
  const place = findMachine(asked);
  if (typeof place === 'string') return refuse(place);
  const paths = new MachinePaths(place.store, place.machine);
  if (!(await isDirectory(paths.directory))) return refuse(`${place.store} has no machine ${place.machine}`);
  const { uid } = statSync(paths.directory);
  if (uid !== process.getuid?.()) {
    return refuse(`these snapshots are another user's: sudo -u '#${uid}' latchkey-host --grant-restore`);
  }
  const content = await readMachine(paths);
  const { snapshots } = asked;
  const named = typeof snapshots === 'object' ? snapshots.name : lastCompleted(content);
  if (named === undefined || !content.complete.includes(named)) {
    return refuse(named === undefined ? 'there are no snapshots yet' : `there is no ${named} (see --list)`);
  }
  const only = snapshots === 'all' ? null : [named];
  const code = makeCode();
  const hashed = await hashCode(code);
  await revoke(paths, 'a new one took its place');
  const { time, bootId, uptime } = await readMoment();
  const until = new Date(time.getTime() + asked.seconds * 1000);
  await withGrantLock(paths, async () => {
    writeGrant({
      ...{ format: 1, store: place.store, machine: place.machine, code: hashed, bootId, uptime },
      ...{ seconds: asked.seconds, until: until.toISOString(), snapshots: only, wrong: 0 },
    });
    return Promise.resolve();
  });
  const allowed = only?.join() ?? `all ${formatCount(content.complete.length, 'snapshot')}`;
  logForMachine(place.machine, `restore: granted for ${formatDuration(asked.seconds)}, ${allowed}`);
  return did(`Code: ${code}

For ${formatDuration(asked.seconds)}, and for one connection, ${place.machine} may read ${allowed} of its own, and nothing else.
On ${place.machine}: open Latchkey's Files, or run "latchkey --restore PATH"; either asks for the code.
The code is not shown again. "latchkey-host --revoke-restore" ends it at once.
`);
}

export async function revokeRestore(which: WhichMachine): Promise<Said> {
  const place = findMachine(which);
  if (typeof place === 'string') return refuse(place);
  const paths = new MachinePaths(place.store, place.machine);
  return (await revoke(paths, 'by its owner'))
    ? did(`${place.machine} may read its snapshots no longer.\n`)
    : refuse(`nothing is granted to ${place.machine}`);
}

/** Takes the grant away, and ends the connection that uses it. Returns whether there was one. */
async function revoke(paths: MachinePaths, why: string): Promise<boolean> {
  const grant = await withGrantLock(paths, async () => {
    const found = readGrant(paths);
    removeGrant(paths);
    return Promise.resolve(found);
  });
  if (grant === undefined) return false;
  logForMachine(paths.machine, `restore: the grant was taken away: ${why}`);
  const reader = grant.used?.by;
  if (reader === undefined) return true;
  signalProcess(reader, 'SIGTERM');
  for (let looks = 0; isStillRunning(reader); looks += 1) {
    if (looks === LOOKS_BEFORE_KILL) signalProcess(reader, 'SIGKILL');
    await wait(LOOK_MS);
  }
  return true;
}

/** In words why it is none. */
function findMachine({ store, machine }: WhichMachine): AuthorizedMachine | string {
  if (store !== undefined && machine !== undefined) return { store, machine };
  const known = knownMachines().filter(
    (one) =>
      (store === undefined || one.store === store) && (machine === undefined || one.machine === machine),
  );
  const [first, second] = known;
  if (first === undefined) {
    return 'authorized_keys here has no such line of latchkey-host: say --store DIR and --machine NAME, as the user that keeps the backups';
  }
  if (second === undefined) return first;
  const names = new Set(known.map((one) => one.machine));
  const each = names.size === known.length ? 'machine' : 'store and machine';
  const lines = known.map((one) =>
    names.size === known.length
      ? `--machine ${one.machine}`
      : `--store ${one.store} --machine ${one.machine}`,
  );
  return `say which ${each} is meant:\n  ${lines.join('\n  ')}`;
}

function knownMachines(): AuthorizedMachine[] {
  const home = ownHome();
  return ['authorized_keys', 'authorized_keys2'].flatMap((name) => {
    try {
      return machinesInKeys(readFileSync(`${home}/.ssh/${name}`, 'utf8'), home);
    } catch {
      return [];
    }
  });
}

/**
 * A key's forced command must never open what that key may read. sshd sets SSH_ORIGINAL_COMMAND only where the key's owner
 * named a command as well: without a terminal, one session is like the other, and is refused.
 */
export function whyNotHere(env: NodeJS.ProcessEnv, hasTerminal: boolean): string | undefined {
  if (env.SSH_ORIGINAL_COMMAND !== undefined) {
    return 'a key that is for one command opens nothing: log in as a person, and run this in a terminal';
  }
  return env.SSH_CONNECTION !== undefined && !hasTerminal
    ? 'over ssh this needs a terminal (ssh -t), so that no key of a machine can do it'
    : undefined;
}

function did(words: string): Said {
  return { done: true, words };
}

function refuse(words: string): Said {
  return { done: false, words };
}
