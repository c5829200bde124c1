/** Why something cannot be put where it was, or taken back. */
import * as z from 'zod';

const text = z.string().max(4000);

export const refusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('device') }),
  /** `as`: what it was to become, a directory. */
  z.object({ kind: z.literal('not-a-directory'), as: text }),
  z.object({ kind: z.literal('not-entered'), directory: text }),
  z.object({ kind: z.literal('not-writable'), directory: text }),
  /** Latchkey's own, and in use. */
  z.object({ kind: z.literal('own-state') }),
  z.object({ kind: z.literal('staged-gone') }),
  z.object({ kind: z.literal('made-meanwhile') }),
  z.object({ kind: z.literal('name-taken') }),
  z.object({ kind: z.literal('other-file-system') }),
  /** Of an undo. */
  z.object({ kind: z.literal('no-directory-away') }),
  /** Nowhere to fetch to. */
  z.object({ kind: z.literal('no-utf8-name') }),
  /** Of an archive. */
  z.object({ kind: z.literal('socket') }),
  z.object({ kind: z.literal('no-directory') }),
  z.object({ kind: z.literal('no-attributes') }),
  /** What the system says. */
  z.object({ kind: z.literal('system'), detail: text }),
]);
export type Refusal = z.infer<typeof refusalSchema>;

/** The same with its paths as `show` has them. */
export function refusalWith(refusal: Refusal, show: (path: string) => string): Refusal {
  switch (refusal.kind) {
    case 'not-a-directory':
      return { ...refusal, as: show(refusal.as) };
    case 'not-entered':
    case 'not-writable':
      return { ...refusal, directory: show(refusal.directory) };
    case 'system':
      return { ...refusal, detail: show(refusal.detail) };
    default:
      return refusal;
  }
}
