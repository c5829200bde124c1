/** The window's views, in the order of the rail. */
import * as z from 'zod';

export const VIEWS = ['home', 'files', 'space', 'excludes', 'history', 'settings'] as const;
export const viewSchema = z.enum(VIEWS);
export type View = z.infer<typeof viewSchema>;

/** A file or folder whose versions somebody asks for from outside of the window. */
export const askedFileSchema = z.object({
  /** As in shared/ipc-files.ts. */
  path: z.string().startsWith('/').max(16_384),
  /** Safe to show. */
  name: z.string().max(20_000),
});
export type AskedFile = z.infer<typeof askedFileSchema>;
