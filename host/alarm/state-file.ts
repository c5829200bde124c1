/** Small files of a machine's directory: written to a draft and renamed, read through a schema. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** Undefined: there is none. `unreadable`: something is there, and it is not what we write. */
export function readStateFile<T>(path: string, schema: z.ZodType<T>): T | 'unreadable' | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : 'unreadable';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'unreadable';
  }
}

/** All or nothing, also where the power fails. Call it under the machine's lock: there is one draft. */
export function writeStateFile(path: string, value: object): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
