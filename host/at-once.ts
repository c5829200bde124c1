/**
 * `--at-once`: how many backups run in a store at once, whichever machines they are of. Each takes one of so many numbered locks,
 * so that there are never more; who finds all of them taken is told to come back.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../process/process-lock';
import { messageOf } from './result';

/** Nobody knows how long the others take. The laptop adds to it by chance, so that those who were told at once come one by one. */
export const COME_BACK_SECONDS = 600;

export interface Place {
  giveBack: () => void;
}

const NO_LIMIT: Place = { giveBack: () => undefined };

/**
 * Undefined where all are taken. Where nobody can count, for want of room or of the right to write there, a backup is worth more
 * than the limit.
 *
 * @param most undefined: there is no limit
 */
export function takePlace(
  store: string,
  most: number | undefined,
  log: (words: string) => void,
): Place | undefined {
  if (most === undefined) return NO_LIMIT;
  // No machine's name begins so.
  const directory = join(store, '.at-once');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (let number = 1; number <= most; number += 1) {
      const lock = takeLock(join(directory, String(number)));
      if (lock.ok) return { giveBack: lock.release };
    }
    return undefined;
  } catch (error) {
    log(`how many backups run at once cannot be counted: ${messageOf(error)}`);
    return NO_LIMIT;
  }
}
