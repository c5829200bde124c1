/** `hold.json`: history that no rule may shorten, because a backup looked wrong. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';

const holdSchema = z.object({
  format: z.literal(1),
  since: z.iso.datetime(),
  /** The one that looked wrong. */
  snapshot: snapshotNameSchema,
  reference: snapshotNameSchema,
  weekBefore: snapshotNameSchema.nullable(),
  signs: z.array(z.unknown()),
  warnedAt: z.iso.datetime().optional(),
});
export type Hold = z.infer<typeof holdSchema>;

/** Undefined where there is none, or none that can be understood. */
export async function readHold(paths: MachinePaths): Promise<Hold | undefined> {
  try {
    return holdSchema.parse(JSON.parse(await readFile(paths.hold, 'utf8')));
  } catch {
    return undefined;
  }
}

/** What no rule may delete: all that was completed before the hold, with what it is compared with. */
export function heldBack(hold: Hold, complete: readonly string[]): Set<string> {
  const before = complete.filter((name) => name < hold.snapshot);
  return new Set([...before, hold.reference, ...(hold.weekBefore === null ? [] : [hold.weekBefore])]);
}
