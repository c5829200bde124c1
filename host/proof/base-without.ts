/**
 * Makes rsync fetch files that it would link. --link-dest is asked for each path, also for one that the destination has
 * already (generator.c, try_dests_reg(); tried with 3.2.7 and 3.5.0), and size and time are all that it compares. So it gets
 * another base for once: the same tree, of hard links, without the files that are known to be bad.
 */
import { linkSync, mkdirSync, unlinkSync } from 'node:fs';
import { Breather } from '../../process/breather';
import { removeTree } from '../remove-tree';
import type { MachinePaths } from '../store-layout';
import { bytesOf, walkTree } from '../walk-tree';
import { bytesBelow, inodeAt } from './inode-at';
import type { Wanted } from './plan-heal';

/**
 * Returns the tree to link from in place of the base's `files`; it is to be removed after the pull. Where nothing is bad
 * that is the base itself.
 *
 * @param earlier trees of interrupted runs, which lose what they linked from the base when it was not known to be bad
 * @throws the signal's reason, and what the file system throws
 */
export async function baseWithout(
  paths: MachinePaths,
  base: string,
  wanted: readonly Wanted[],
  earlier: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  await removeTree(paths.healing, signal);
  const files = paths.files(base);
  const bad = new Set(wanted.filter(({ linked }) => linked).map(({ path }) => path));
  if (bad.size === 0) return files;
  for (const path of bad) for (const tree of earlier) unlinkWhereSame(files, tree, path);
  const top = Buffer.from(paths.healing).toString('latin1');
  const breather = new Breather();
  mkdirSync(paths.healing, { mode: 0o700 });
  for (const { path, stats } of walkTree(files)) {
    await breather.breathe(signal);
    if (stats.isDirectory()) mkdirSync(bytesOf(`${top}/${path}`), { mode: 0o700 });
    else if (!bad.has(path)) linkOrLeave(bytesBelow(files, path), bytesOf(`${top}/${path}`));
  }
  return paths.healing;
}

function unlinkWhereSame(files: string, tree: string, path: string): void {
  try {
    const ino = inodeAt(tree, path);
    if (ino !== undefined && ino === inodeAt(files, path)) unlinkSync(bytesBelow(tree, path));
  } catch {
    // There is no such path in it.
  }
}

/** A file that has as many links as it can have is fetched: that costs a transfer, and no backup. */
function linkOrLeave(from: Buffer, to: Buffer): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EMLINK') throw error;
  }
}
