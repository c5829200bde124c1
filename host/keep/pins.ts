/** `pins.json`: the snapshots that stay because somebody said so, each with what it is called. */
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';

export const MOST_LABEL_LETTERS = 200;

const pinsSchema = z.object({
  format: z.literal(1),
  pins: z.record(snapshotNameSchema, z.string().max(MOST_LABEL_LETTERS)),
});

/** Labels by name; empty ones are none. A file that is broken throws: nothing may be deleted on a guess. */
export function readPins(paths: MachinePaths): Map<string, string> {
  const read = readStateFile(paths.pins, pinsSchema);
  if (read.problem === 'broken') throw new Error('pins.json is not understood: mend or remove it');
  if (read.problem === 'unreadable') throw new Error(read.detail);
  return new Map(Object.entries(read.value?.pins ?? {}));
}

export function writePins(paths: MachinePaths, pins: ReadonlyMap<string, string>): void {
  writeStateFile(paths.pins, { format: 1, pins: Object.fromEntries(pins) }, { indent: 2 });
}
