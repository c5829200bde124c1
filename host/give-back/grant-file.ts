/**
 * A grant as it is kept: one file for each machine of a store, in this user's own state and not in the store, of which there
 * may be copies. Whoever changes it holds its lock.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { processIdentitySchema } from '../../process/process-identity';
import { takeLock } from '../../process/process-lock';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import type { Moment } from '../keep/clock';
import { ownState } from '../own-state';
import { realPathOf, type MachinePaths } from '../store-layout';

const LOCK_LOOK_MS = 25;
const MOST_LOCK_LOOKS = 800;

export const MOST_WRONG = 3;

const grantSchema = z.object({
  format: z.literal(1),
  store: z.string(),
  machine: z.string(),
  code: z.object({ salt: z.string(), hash: z.string() }),
  /** When it began: its time is counted by how long this boot has lasted, which nobody sets, and ends with it. */
  bootId: z.string(),
  uptime: z.number().nonnegative(),
  seconds: z.int().positive(),
  /** For people. */
  until: z.iso.datetime(),
  /** Null: all. */
  snapshots: z.array(snapshotNameSchema).max(1).nullable(),
  wrong: z.int().nonnegative(),
  /** Of the one connection that it was for: the program of ours that serves it, and where it came from. */
  used: z.object({ by: processIdentitySchema, at: z.iso.datetime(), from: z.string() }).optional(),
});
export type Grant = z.infer<typeof grantSchema>;

export type Place = Pick<MachinePaths, 'store' | 'machine'>;

/** Undefined where there is none, or what is there is none. */
export function readGrant(place: Place): Grant | undefined {
  return readStateFile(fileOf(place), grantSchema).value;
}

/** Throws what the file system throws. */
export function writeGrant(grant: Grant): void {
  writeStateFile(fileOf(grant), grant, { makeDirectory: true });
}

export function removeGrant(place: Place): void {
  rmSync(fileOf(place), { force: true });
}

/** Waits for others that have it in hand, who take no longer than a hash. Throws what the file system throws. */
export async function withGrantLock<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const file = `${fileOf(place)}.lock`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  for (let looks = 0; looks < MOST_LOCK_LOOKS; looks += 1) {
    const lock = takeLock(file);
    if (!lock.ok) {
      await wait(LOCK_LOOK_MS);
      continue;
    }
    try {
      return await work();
    } finally {
      lock.release();
    }
  }
  throw new Error('the grant is in other hands for too long');
}

/**
 * The slot of who is giving a code: a key that asks again and again has one process here, and not a thousand that wait.
 * Undefined where it is taken. There must be a grant.
 */
export function takeTry(place: Place): { release: () => void } | undefined {
  const slot = takeLock(`${fileOf(place)}.try`);
  return slot.ok ? slot : undefined;
}

/** In seconds; none where its time is over, or it is of another boot. */
export function secondsLeft(
  { bootId, uptime, seconds }: Grant,
  now: Pick<Moment, 'bootId' | 'uptime'>,
): number {
  const gone = now.uptime - uptime;
  return bootId === now.bootId && gone >= 0 ? Math.max(0, seconds - gone) : 0;
}

/** A machine's name has no slash; a store is known by what its path leads to. */
function fileOf({ store, machine }: Place): string {
  const digest = createHash('sha256').update(realPathOf(store)).digest('hex').slice(0, 16);
  return ownState('grants', `${machine}-${digest}.json`);
}
