/** `--grant-restore` and `--revoke-restore`: what the store's owner does, at a terminal, to let one laptop read its own. */
import { readRegularFile } from '../../process/read-file';
import type { GrantAsked, WhichMachine } from '../command';
import { formatDuration } from '../../shared/words';
import type { Given } from '../json-outputs';
import { ownHome } from '../own-state';
import { jsonLine } from '../speak';
import { MachinePaths } from '../store-layout';
import { machinesInKeys, type AuthorizedMachine } from './authorized-machines';
import { findGrantable, giveGrant, namesOf, takeGrantAway } from './give-grant';

/** What to say, and whether it was done. */
export interface Said {
  done: boolean;
  words: string;
}

export async function grantRestore(asked: GrantAsked): Promise<Said> {
  const place = findMachine(asked);
  if (typeof place === 'string') return refuse(place);
  const grantable = await findGrantable(place, asked);
  if (typeof grantable === 'string') return refuse(grantable);
  const given = await giveGrant(grantable);
  return did(asked.json ? jsonLine<'grant-restore'>(given) : describeGiven(given));
}

function describeGiven(given: Given): string {
  const { machine, code, seconds } = given;
  return `Code: ${code}

For ${formatDuration(seconds)}, and for one connection, ${machine} may read ${namesOf(given)} of its own, and nothing else.
On ${machine}: open Latchkey's Files, or run "latchkey --restore PATH"; either asks for the code.
The code is not shown again. "latchkey-host --revoke-restore" ends it at once.
`;
}

export async function revokeRestore(which: WhichMachine): Promise<Said> {
  const place = findMachine(which);
  if (typeof place === 'string') return refuse(place);
  const paths = new MachinePaths(place.store, place.machine);
  return (await takeGrantAway(paths, 'by its owner'))
    ? did(`${place.machine} may read its snapshots no longer.\n`)
    : refuse(`nothing is granted to ${place.machine}`);
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
      return machinesInKeys(readRegularFile(`${home}/.ssh/${name}`, 'utf8'), home);
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

export function did(words: string): Said {
  return { done: true, words };
}

export function refuse(words: string): Said {
  return { done: false, words };
}
