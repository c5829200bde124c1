/**
 * The same tree, whoever makes it, wherever and whenever: what is left of the umask, the checkout's own modes, the file system
 * and the moment is what two builds of one commit would differ in.
 */
import { chmod, lstat, lutimes, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

/** Loaded, not started, however their makers have marked them. */
const LOADED = /\.(so(\.\d+)*|cjs)$/;

/** In seconds; undefined where nobody has named one. https://reproducible-builds.org/specs/source-date-epoch/ */
export function sourceDate() {
  const { SOURCE_DATE_EPOCH: given } = process.env;
  if (given === undefined) return undefined;
  if (!/^\d{1,11}$/.test(given))
    throw new Error(`SOURCE_DATE_EPOCH is ${given}, which is no count of seconds`);
  return Number(given);
}

/**
 * Everybody may read, programs may be started, nothing is setuid, and all of it has one time where SOURCE_DATE_EPOCH says which.
 *
 * @param {string} tree
 * @returns the kilobytes of an installed package, as dpkg-gencontrol(1) counts: by size for files, one for all else, on
 *   any file system
 */
export async function tidyUp(tree) {
  const date = sourceDate();
  let kilobytes = 0;
  // Its directories are written to before, never after.
  const paths = (await readdir(tree, { recursive: true })).map((path) => join(tree, path));
  for (const path of [tree, ...paths]) {
    const entry = await lstat(path);
    kilobytes += entry.isFile() ? Math.ceil(entry.size / 1024) : 1;
    if (!entry.isSymbolicLink()) {
      const isProgram = (entry.mode & 0o100) !== 0 && !LOADED.test(path);
      await chmod(path, entry.isDirectory() || isProgram ? 0o755 : 0o644);
    }
    if (date !== undefined) await lutimes(path, date, date);
  }
  return kilobytes;
}
