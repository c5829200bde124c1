/**
 * The mark of a store: by it a laptop knows again where its backups are. A disk that is not mounted, another disk, or a
 * host whose own disk is missing is then no empty store that a first backup goes to, but a failure.
 */
import * as z from 'zod';
import { snapshotNameSchema } from './snapshot-name';

/** `identity.json` in a machine's directory of a store. */
export const STORE_MARK_FILE = 'identity.json';

export const storeMarkSchema = z.object({
  format: z.literal(1),
  id: z.uuid(),
  machine: z.string(),
});

export const MOST_KNOWN_STORES = 20;

/** What a laptop knows of the store that it asks for. */
export const storeQuestionSchema = z.object({
  /** Marks of the stores that held a good backup at this destination; several where disks take turns. */
  known: z.array(z.uuid()).max(MOST_KNOWN_STORES),
  /** The snapshot of the last good backup at this destination. */
  last: snapshotNameSchema.nullable(),
  /** A person has said that this store is to be used, whatever it is. */
  accept: z.boolean(),
});
export type StoreQuestion = z.infer<typeof storeQuestionSchema>;

/** What is there of the machine that asks. */
export interface FoundStore {
  mark: string | undefined;
  /** The snapshot that `last` names is among the complete ones. */
  holdsLast: boolean;
  isEmpty: boolean;
}

export const foundInsteadSchema = z.enum(['another', 'empty']);

export type StoreVerdict =
  { fits: true; needsMark: boolean } | { fits: false; found: z.infer<typeof foundInsteadSchema> };

export function judgeStore({ known, last, accept }: StoreQuestion, found: FoundStore): StoreVerdict {
  const { mark } = found;
  const fits =
    accept ||
    (mark === undefined
      ? found.holdsLast || (known.length === 0 && last === null)
      : known.length === 0 || known.includes(mark));
  if (fits) return { fits, needsMark: mark === undefined };
  return { fits, found: mark === undefined && found.isEmpty ? 'empty' : 'another' };
}
