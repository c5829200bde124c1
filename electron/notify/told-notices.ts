/**
 * What was told and is still on the screen, in `notices.json`, shared by the app and `latchkey --run` in cron. Only who claims a cause tells it:
 * of two that ask at once, one gets it.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { takeLock } from '../../process/process-lock';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { Outcome } from '../../shared/outcome';
import { type Notice, settlingBackupSchema } from './notice';
import { type ShownNotice, shownNoticeSchema } from './show-on-bus';

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  told: z.array(
    z.object({
      cause: z.string(),
      at: z.iso.datetime(),
      /** Where it can be taken back: which notification, and the backup that does it. */
      shown: shownNoticeSchema
        .extend({ settledBy: settlingBackupSchema, host: z.string().optional() })
        .optional(),
    }),
  ),
});
type ToldNotice = z.infer<typeof fileSchema>['told'][number];

/** More than can be new since one good run; older ones cannot come up again. */
const KEPT = 200;
/** The lock is held for as long as a small file takes to write. */
const LOCK_TRIES = 100;
const BETWEEN_TRIES_MS = 20;

/** Empty where there is no such file or it is broken: at worst something is told once more. */
export function readToldCauses(path: string): ReadonlySet<string> {
  return new Set(readTold(path).map(({ cause }) => cause));
}

/** False where the cause was told before, or just now by someone else. Throws what the file system throws. */
export async function claimCause(path: string, cause: string, now: Date): Promise<boolean> {
  return withFile(path, (told) => {
    if (told.some((one) => one.cause === cause)) return undefined;
    return [...told, { cause, at: now.toISOString() }].slice(-KEPT);
  });
}

/** It counts as not told any more: it never got through, or a person asked for another try and for its result. */
export async function withdrawCause(path: string, cause: string): Promise<boolean> {
  return withFile(path, (told) => told.filter((one) => one.cause !== cause));
}

/** So that another process can take it back. Throws what the file system throws. */
export async function noteShown(path: string, notice: Notice, shown: ShownNotice): Promise<void> {
  const { cause, settledBy, host } = notice;
  if (settledBy === null) return;
  await withFile(path, (told) =>
    told.map((one) => (one.cause === cause ? { ...one, shown: { ...shown, settledBy, host } } : one)),
  );
}

/** Those on the screen that this good backup settles, each given once. Throws what the file system throws. */
export async function claimSettled(
  path: string,
  { result, host }: Pick<Outcome, 'result' | 'host'>,
): Promise<ShownNotice[]> {
  const isSettled = ({ shown }: ToldNotice): boolean =>
    shown !== undefined &&
    // Of an older version they say of no place.
    (shown.host ?? host) === host &&
    (result === 'completed' || shown.settledBy === 'good');
  // Most backups have nothing to settle, and write nothing.
  if (!readTold(path).some(isSettled)) return [];
  const settled: ShownNotice[] = [];
  await withFile(path, (told) =>
    told.map((one) => {
      if (one.shown === undefined || !isSettled(one)) return one;
      settled.push(one.shown);
      return { cause: one.cause, at: one.at };
    }),
  );
  return settled;
}

/** False where `change` gives nothing new or the lock stays taken. */
async function withFile(
  path: string,
  change: (told: ToldNotice[]) => ToldNotice[] | undefined,
): Promise<boolean> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < LOCK_TRIES; attempt += 1) {
    const lock = takeLock(`${path}.lock`);
    if (lock.ok) {
      try {
        const told = change(readTold(path));
        if (told !== undefined) writeStateFile(path, { schemaVersion: 1, told });
        return told !== undefined;
      } finally {
        lock.release();
      }
    }
    await delay(BETWEEN_TRIES_MS);
  }
  return false;
}

function readTold(path: string): ToldNotice[] {
  return readStateFile(path, fileSchema).value?.told ?? [];
}
