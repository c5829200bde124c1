/** `pins.json`: the snapshots that stay because somebody said so, each with what it is called. */
import { readFile, rename } from 'node:fs/promises';
import * as z from 'zod';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import { writePrivateFile } from '../snapshot-record';
import type { MachinePaths } from '../store-layout';

export const MOST_LABEL_LETTERS = 200;

const pinsSchema = z.object({
  format: z.literal(1),
  pins: z.record(snapshotNameSchema, z.string().max(MOST_LABEL_LETTERS)),
});

/** Labels by name; empty ones are none. A file that is broken throws: nothing may be deleted on a guess. */
export async function readPins(paths: MachinePaths): Promise<Map<string, string>> {
  let text: string;
  try {
    text = await readFile(paths.pins, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return new Map(Object.entries(pinsSchema.parse(JSON.parse(text)).pins));
  } catch {
    throw new Error('pins.json is not understood: mend or remove it');
  }
}

export async function writePins(paths: MachinePaths, pins: ReadonlyMap<string, string>): Promise<void> {
  const draft = `${paths.pins}.next`;
  const content = { format: 1, pins: Object.fromEntries(pins) };
  await writePrivateFile(draft, Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
  await rename(draft, paths.pins);
}
