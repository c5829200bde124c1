/** What a window may ask of a store on a disk here: the snapshots' owner is the person in front of it. */
import * as z from 'zod';
import { keepPolicySchema } from './keep-policy';

const nothing = z.null();
const run = z.string().max(100);

export const storeRequests = {
  /** The snapshot of that backup; null: it is on no disk that is here. */
  'store.snapshot': {
    input: z.object({ run }),
    /** `pinned`: what it is called, perhaps nothing; null: it is not pinned. */
    output: z.object({ pinned: z.string().nullable() }).nullable(),
  },
  /** Label null: no longer. */
  'store.pin': { input: z.object({ run, label: z.string().max(200).nullable() }), output: nothing },
  'store.drop': { input: z.object({ run }), output: nothing },
  /** What these rules would delete after the next backup to the disk that is set; null: nobody can tell. */
  'store.preview': {
    input: z.object({ keep: keepPolicySchema }),
    output: z.object({ goes: z.int().nonnegative(), all: z.int().nonnegative() }).nullable(),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type StoreChannel = keyof typeof storeRequests;
export type StoreInput<C extends StoreChannel> = z.infer<(typeof storeRequests)[C]['input']>;
export type StoreOutput<C extends StoreChannel> = z.infer<(typeof storeRequests)[C]['output']>;
