/** What became of unmounting the disk of the backups when one was done. */
import * as z from 'zod';

export const unmountedSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('unmounted') }),
  /** Other parts of the same drive are mounted still. */
  z.object({ result: z.literal('partly') }),
  /** Another program uses it. */
  z.object({ result: z.literal('in-use') }),
  /** It belongs to this machine, or is no disk of its own. */
  z.object({ result: z.literal('not-removable') }),
  /** udisks2 is not there, or does not answer. */
  z.object({ result: z.literal('no-service') }),
  z.object({ result: z.literal('refused'), detail: z.string() }),
]);
export type Unmounted = z.infer<typeof unmountedSchema>;
