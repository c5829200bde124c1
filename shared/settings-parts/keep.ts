/** How many backups to keep, while it is being chosen: a policy of a person's own is kept as it is. */
import * as z from 'zod';
import { THINNED_OUT } from '../keep-defaults';
import { formatKeepPolicy, keepPolicySchema } from '../keep-policy';

const draftSchema = z.strictObject({
  choice: z.enum(['thinned', 'all', 'own']),
  /** What the settings file says where that is neither of the others. */
  own: keepPolicySchema.optional(),
});
export type KeepDraft = z.infer<typeof draftSchema>;

/** Absent: all. */
export const keepForm = z.codec(draftSchema, keepPolicySchema.optional(), {
  decode: ({ choice, own }) => ({ thinned: THINNED_OUT, all: undefined, own })[choice],
  encode: (keep): KeepDraft => {
    if (keep === undefined) return { choice: 'all' };
    const isUsual = formatKeepPolicy(keep) === formatKeepPolicy(THINNED_OUT);
    return isUsual ? { choice: 'thinned' } : { choice: 'own', own: keep };
  },
});

/** Backups that are there already are nobody's to delete by a default. */
export function firstKeep({ hasBackups }: { hasBackups: boolean }): KeepDraft {
  return { choice: hasBackups ? 'all' : 'thinned' };
}
