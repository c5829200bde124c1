/** The window's views, in the order of the rail. */
import * as z from 'zod';

export const VIEWS = ['home', 'files', 'space', 'excludes', 'history', 'settings'] as const;
export const viewSchema = z.enum(VIEWS);
export type View = z.infer<typeof viewSchema>;
