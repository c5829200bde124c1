import * as z from 'zod';

/** An absolute, normalised path: what rsync and the guard can compare byte by byte. */
export const absolutePath = z
  .string()
  .regex(/^\//, 'must be an absolute path')
  .refine((path) => !path.includes('\0'), 'must not contain a NUL byte')
  .refine(
    (path) => path === '/' || !/\/$|\/\/|\/\.{1,2}(\/|$)/.test(path),
    'must be a plain path: no trailing slash, no "//", no "." or ".." part',
  );

/** For what a person chose in a dialog: the main process alone knows the path, a window sends this. */
export const folderToken = z.string().max(100);
