/** `--add-machine`: one more laptop may back up here. Its line of authorized_keys is written as a careful hand would. */
import { accessSync, constants, statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { shellLine } from '../../process/shell-words';
import { keyLine } from '../../shared/key-line';
import { safeText } from '../../shared/safe-text';
import { formatCount } from '../../shared/words';
import type { AddAsked } from '../command';
import { logForMachine, ownHome } from '../own-state';
import { isDirectory } from '../prepare-partial';
import { readMachine } from '../read-machine';
import { MachinePaths } from '../store-layout';
import { machineInLine } from './authorized-machines';
import { did, refuse, type Said } from './grant-command';
import {
  addLine,
  mainKeyFile,
  placeOf,
  readKnownLines,
  whyTaken,
  whyUntouchable,
  type KnownLine,
} from './key-files';
import { ownProgram } from './own-program';
import { fingerprintOf, formatKey, type PublicKey } from './public-key';
import { readKey } from './read-key';

export async function addMachine(asked: AddAsked): Promise<Said> {
  if (process.getuid?.() === 0) {
    return refuse(
      "root keeps nobody's backups: sudo -u USER latchkey-host …, best with a user that only keeps backups",
    );
  }
  const parsed = readKey(asked.key);
  if (!parsed.ok) return refuse(`--key: ${parsed.reason}`);
  const { key } = parsed;
  const { machine, rules, allowTunnel } = asked;
  const home = ownHome();
  const file = mainKeyFile(home);
  const lines = readKnownLines(home);
  const store = asked.store ?? findStore(lines);
  if (store === undefined) return refuse('say where its snapshots go: --store DIR');
  const paths = new MachinePaths(store, machine);
  const reason =
    whyNotFree(machine, key, lines) ?? whyUntouchable(file) ?? whyUnusable(paths) ?? whyNotRun(asked.after);
  if (reason !== undefined) return refuse(reason);
  const command = shellLine(...ownProgram(), '--store', store, '--machine', machine, ...rules);
  const line = keyLine(command, formatKey(key), allowTunnel);
  const serves = line.includes('\n') ? undefined : machineInLine(line, home);
  if (serves?.store !== store || serves.machine !== machine) {
    return refuse(`no line of authorized_keys can say this: ${safeText(command)}`);
  }
  const known = (await isDirectory(paths.directory)) ? (await readMachine(paths)).complete.length : 0;
  const number = addLine(file, line, () => whyNotFree(machine, key, readKnownLines(home)) === undefined);
  if (number === undefined)
    return refuse(`${file} was changed meanwhile, and left as it is: run this once more`);
  logForMachine(machine, `added: with the key ${fingerprintOf(key)}`);
  return did(`${machine} may back up to ${safeText(store)} with the key ${fingerprintOf(key)}.
Its line is in ${safeText(file)}, line ${number}. Its key can ask for a backup of itself, and nothing else.
${known > 0 ? `It goes on from the ${formatCount(known, 'snapshot')} that ${machine} has there.\n` : ''}${nextSteps(asked)}`);
}

function nextSteps({ rules, allowTunnel }: AddAsked): string {
  const destination = shellLine(`${userInfo().username}@${hostname()}`);
  const kept = rules.includes('--keep') ? '' : 'All its backups are kept, as there is no --keep.\n';
  const tunnel = allowTunnel ? ', with "Through the call" in its settings ("reach": "tunnel")' : '';
  return `${kept}
On the laptop, with that key for ssh${tunnel}:
  latchkey --init --host ${destination}
  latchkey --check
or choose "another machine" in its window. Where it calls this host by another name, use that.
`;
}

/** The one that all machines here use. */
function findStore(lines: readonly KnownLine[]): string | undefined {
  const [store, ...others] = new Set(lines.flatMap(({ serves }) => serves?.store ?? []));
  return others.length === 0 ? store : undefined;
}

function whyNotFree(machine: string, key: PublicKey, lines: readonly KnownLine[]): string | undefined {
  const there = lines.find(({ serves }) => serves?.machine === machine);
  return there === undefined
    ? whyTaken(key, lines)
    : `${machine} has a line already: ${placeOf(there)}. A new laptop takes a lost one's place with --adopt-machine`;
}

/** No backup would be handed on. */
function whyNotRun(after: string | undefined): string | undefined {
  if (after === undefined) return undefined;
  try {
    accessSync(after, constants.X_OK);
    if (statSync(after).isFile()) return undefined;
  } catch {
    // Said below.
  }
  return `--after: ${safeText(after)} is no program that this user can run (chmod +x)`;
}

/** Each backup would fail there. */
function whyUnusable({ store, machine, directory }: MachinePaths): string | undefined {
  if (statSync(store, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return `there is no directory ${store}: make it first, on the disk that is to hold the backups`;
  }
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found !== undefined && found.uid !== process.getuid?.()) {
    return `${machine} has snapshots there that are another user's: sudo -u '#${found.uid}' latchkey-host …`;
  }
  try {
    accessSync(store, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return `${store} is not writable for this user: run this as the user that keeps the backups`;
  }
}
