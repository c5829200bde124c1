/**
 * Removes a snapshot. Node's own fs.rm reads names as UTF-8 and so never finds the others; and a snapshot may hold
 * directories that even their owner cannot write to. Never follows a symbolic link.
 */
import { chmod, lstat, readdir, rmdir, unlink } from 'node:fs/promises';

const SLASH = Buffer.from('/');

/** Throws what the file system throws, and the signal's reason when it is aborted half-way. */
export async function removeTree(path: string | Buffer, signal?: AbortSignal): Promise<void> {
  const tree = typeof path === 'string' ? Buffer.from(path) : path;
  const found = await lstat(tree).catch(ignoreMissing);
  if (found === undefined) return;
  if (found.isDirectory()) await removeDirectory(tree, found.mode, signal);
  else await unlink(tree);
}

async function removeDirectory(directory: Buffer, mode: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if ((mode & 0o700) !== 0o700) await chmod(directory, 0o700);
  for (const entry of await readdir(directory, { encoding: 'buffer', withFileTypes: true })) {
    const path = Buffer.concat([directory, SLASH, nameOf(entry)]);
    if (entry.isDirectory()) await removeDirectory(path, (await lstat(path)).mode, signal);
    else await unlink(path);
  }
  await rmdir(directory);
}

/** The types of Node know names as strings only, also where buffers were asked for. */
function nameOf(entry: { name: string | Buffer }): Buffer {
  return Buffer.from(entry.name as Buffer);
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
