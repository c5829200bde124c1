/** `handed-on.json`: what was handed on last, what is being handed on, and why it was not. Only where `--after` asks for it. */
import { rmSync } from 'node:fs';
import * as z from 'zod';
import { isStillRunning, processIdentitySchema } from '../../process/process-identity';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';

const time = z.iso.datetime();

const stateSchema = z.object({
  format: z.literal(1),
  /** The last one of which the command has said, by status 0, that it has it. */
  done: z.object({ snapshot: snapshotNameSchema, began: time, ended: time }).nullable(),
  /** Stands where whoever hands it on was killed. */
  running: z
    .object({
      snapshot: snapshotNameSchema,
      began: time,
      by: processIdentitySchema,
      command: processIdentitySchema.nullable(),
    })
    .nullable(),
  /** The last try, where it has failed. */
  failed: z.object({ snapshot: snapshotNameSchema, at: time, reason: z.string() }).nullable(),
  /** The end of what the command said in the last try that came to an end. */
  said: z.string(),
});
export type HandedOnState = z.infer<typeof stateSchema>;

export const NOTHING_HANDED_ON: HandedOnState = {
  ...{ format: 1, done: null, running: null, failed: null, said: '' },
};

/** Undefined where nothing is to be handed on; one that is not understood begins anew. */
export function readHandedOn(paths: MachinePaths): HandedOnState | undefined {
  const { value, problem } = readStateFile(paths.handedOn, stateSchema);
  return problem === 'broken' ? NOTHING_HANDED_ON : value;
}

/** Throws what the file system throws. */
export function writeHandedOn(paths: MachinePaths, state: HandedOnState): void {
  // A person reads in it what the command said.
  writeStateFile(paths.handedOn, state, { indent: 2 });
}

/** The owner asks for it no longer. Throws what the file system throws. */
export function forgetHandedOn(paths: MachinePaths): void {
  rmSync(paths.handedOn, { force: true });
}

/** How it stands with one machine's snapshots. */
export type HandOnStanding = {
  /** The last that was handed on, and when that was done, ISO 8601. */
  last: { snapshot: string; at: string } | undefined;
} & (
  | { kind: 'done' }
  /** Nothing was tried yet. */
  | { kind: 'waiting' }
  | { kind: 'running'; snapshot: string; began: string }
  | { kind: 'failed'; reason: string }
);

export function standingOf({ done, running, failed }: HandedOnState): HandOnStanding {
  const last = done === null ? undefined : { snapshot: done.snapshot, at: done.ended };
  if (running !== null) {
    const { snapshot, began, by } = running;
    if (isStillRunning(by)) return { last, kind: 'running', snapshot, began };
    return { last, kind: 'failed', reason: `it was cut off, having begun at ${began}` };
  }
  if (failed !== null) return { last, kind: 'failed', reason: failed.reason };
  return { last, kind: last === undefined ? 'waiting' : 'done' };
}
