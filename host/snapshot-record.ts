/** `snapshot.json`: what a snapshot is, written last, for people and for `--list`. */
import { open } from 'node:fs/promises';
import { readRegularFile } from '../process/read-file';
import * as z from 'zod';
import { alarmSchema } from '../shared/alarm';
import { totalsSchema, unreadableSchema } from '../shared/report';
import { clockSchema } from './keep/clock';
import { snapshotPaths } from './store-layout';

export const snapshotRecordSchema = z.object({
  format: z.literal(1),
  machine: z.string(),
  started: z.iso.datetime(),
  finished: z.iso.datetime(),
  roots: z.array(z.string()).min(1),
  totals: totalsSchema,
  unreadable: unreadableSchema,
  vanished: z.int().nonnegative(),
  /** The snapshot that unchanged files were linked from. */
  base: z.string().nullable(),
  rsync: z.string(),
  /** The how many-th completed one of this machine, from 1; absent from those of versions before 0.2, as the clock is. */
  sequence: z.int().positive().optional(),
  clock: clockSchema.optional(),
  /** Files that its owner has taken out of it since (--remove), by name. */
  removed: z.int().nonnegative().optional(),
  /** Judged by rsync's figures alone: its files were not compared, and later ones are not compared with it. */
  screened: z.literal(true).optional(),
  /** What looked wrong about it when it was completed. */
  alarm: alarmSchema.optional(),
});
export type SnapshotRecord = z.infer<typeof snapshotRecordSchema>;

/** The record, or in words why it cannot be had. */
export function readSnapshotRecord(snapshotDirectory: string): Promise<RecordRead> {
  return Promise.resolve(readRecord(snapshotDirectory));
}

type RecordRead = { ok: true; value: SnapshotRecord } | { ok: false; reason: string; isMissing: boolean };

function readRecord(snapshotDirectory: string): RecordRead {
  let value: unknown;
  try {
    value = JSON.parse(readRegularFile(snapshotPaths.record(snapshotDirectory), 'utf8'));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'snapshot.json is missing' : 'snapshot.json cannot be read';
    return { ok: false, reason, isMissing };
  }
  const parsed = snapshotRecordSchema.safeParse(value);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, reason: 'snapshot.json is not understood', isMissing: false };
}

/** Throws where the record is one that could not be read again: a snapshot that nobody can date is none. */
export async function writeSnapshotRecord(snapshotDirectory: string, record: SnapshotRecord): Promise<void> {
  const parsed = snapshotRecordSchema.safeParse(record);
  if (!parsed.success)
    throw new Error(`the snapshot's record does not fit: ${z.prettifyError(parsed.error)}`);
  await writePrivateFile(
    snapshotPaths.record(snapshotDirectory),
    Buffer.from(`${JSON.stringify(record, null, 2)}\n`),
  );
}

/** Replaces what an interrupted run may have left there. It is all or nothing only with its directory's rename. */
export async function writePrivateFile(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
