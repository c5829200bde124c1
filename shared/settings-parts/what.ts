/** The folders that are backed up. New ones are chosen in a dialog; a window itself names none. */
import * as z from 'zod';
import { absolutePath, folderToken } from './path';

export const rootsSchema = z
  .array(absolutePath)
  .min(1, 'name at least one directory to back up')
  .refine((roots) => new Set(roots).size === roots.length, 'a directory is named twice');

/** As a window sends them: those of the file that stay, and what is new. */
export const whatSchema = z.strictObject({ kept: z.array(absolutePath), added: z.array(folderToken) });

export interface Folder {
  path: string;
  /** Of a folder that is not in the settings yet. */
  token?: string;
}

export function foldersIn(folders: readonly Folder[]): z.infer<typeof whatSchema> {
  const kept = folders.filter(({ token }) => token === undefined).map(({ path }) => path);
  return { kept, added: folders.flatMap(({ token }) => token ?? []) };
}
