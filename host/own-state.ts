/**
 * What this program keeps of itself, in the home of the user that keeps the backups: `.local/state/latchkey-host`, 0700. It
 * must be the same place for a laptop's key, which sshd starts it for, and for its owner, who comes through sudo or a shell
 * with an environment of its own: so a home that is somebody else's is not believed, and XDG_STATE_HOME not asked.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { safeText } from '../shared/safe-text';

const LONGEST_LOG = 512 * 1024;

export function ownHome(): string {
  const told = homedir();
  const { homedir: known, uid } = userInfo();
  return statSync(told, { throwIfNoEntry: false })?.uid === uid ? told : known;
}

export function ownState(...names: string[]): string {
  return join(ownHome(), '.local/state/latchkey-host', ...names);
}

/** One line of a machine's log. A host that cannot write it does its work all the same. */
export function logForMachine(machine: string, words: string): void {
  const file = ownState(`${machine}.log`);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LONGEST_LOG) renameSync(file, `${file}.1`);
    appendFileSync(file, `${new Date().toISOString()} ${safeText(words, 4000)}\n`, { mode: 0o600 });
  } catch {
    // Nobody to tell: the laptop is not to know.
  }
}
