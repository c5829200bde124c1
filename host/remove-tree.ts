/**
 * Removes a snapshot. Node's own fs.rm reads names as UTF-8 and so never finds the others; and a snapshot may hold
 * directories that even their owner cannot write to. Never follows a symbolic link.
 */
import type { Stats } from 'node:fs';
import { chmod, lstat, readdir, rmdir, unlink } from 'node:fs/promises';

const SLASH = Buffer.from('/');

/** Told of each entry just before it goes. */
type Note = (stats: Stats) => void;

/**
 * Throws what the file system throws, and the signal's reason when it is aborted half-way.
 *
 * @param note costs a look at every file
 */
export async function removeTree(path: string | Buffer, signal?: AbortSignal, note?: Note): Promise<void> {
  const tree = typeof path === 'string' ? Buffer.from(path) : path;
  const found = await lstat(tree).catch(ignoreMissing);
  if (found === undefined) return;
  if (found.isDirectory()) return removeDirectory(tree, found, signal, note);
  note?.(found);
  await unlink(tree);
}

async function removeDirectory(
  directory: Buffer,
  stats: Stats,
  signal: AbortSignal | undefined,
  note: Note | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  if ((stats.mode & 0o700) !== 0o700) await chmod(directory, 0o700);
  for (const entry of await readdir(directory, { encoding: 'buffer', withFileTypes: true })) {
    const path = Buffer.concat([directory, SLASH, nameOf(entry)]);
    if (entry.isDirectory()) await removeDirectory(path, await lstat(path), signal, note);
    else {
      if (note !== undefined) note(await lstat(path));
      await unlink(path);
    }
  }
  note?.(stats);
  await rmdir(directory);
}

/** The types of Node know names as strings only, also where buffers were asked for. */
function nameOf(entry: { name: string | Buffer }): Buffer {
  return Buffer.from(entry.name as Buffer);
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
