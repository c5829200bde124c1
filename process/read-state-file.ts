/** The one way a state file is read: as JSON, through its schema. What a broken one means is for its owner to say. */
import type * as z from 'zod';
import { readRegularFile } from './read-file';

export type StateRead<T> =
  | { value: T; problem?: undefined }
  | {
      value?: undefined;
      /** `missing`: there is none; `unreadable`: it cannot be read; `broken`: it is not what is written there. */
      problem: 'missing' | 'unreadable' | 'broken';
      /** In the system's words. */
      detail: string;
    };

/** Never throws. */
export function readStateFile<T>(path: string, schema: z.ZodType<T>): StateRead<T> {
  let text: string;
  try {
    text = readRegularFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: code === 'ENOENT' ? 'missing' : 'unreadable', detail: message };
  }
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return { value: parsed.data };
    return { problem: 'broken', detail: parsed.error.message };
  } catch (error) {
    return { problem: 'broken', detail: (error as Error).message };
  }
}
