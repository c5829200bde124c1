/**
 * Removes a snapshot. Node's own fs.rm reads names as UTF-8 and so never finds the others; and a snapshot may hold
 * directories that even their owner cannot write to. Never follows a symbolic link.
 */
import type { Stats } from 'node:fs';
import { chmod, lstat, readdir, rename, rmdir, unlink } from 'node:fs/promises';

const SLASH = Buffer.from('/');
/** A path holds 4095 bytes and a name 255: what lies deeper than this is first moved up to the top. */
const DEEPEST = 3500;

/** Told of each entry just before it goes. */
type Note = (stats: Stats) => void;

/**
 * Goes on past what cannot be removed, and throws the first thing that the file system said of it; or the signal's reason
 * when it is aborted half-way.
 *
 * @param note costs a look at every file
 */
export async function removeTree(path: string | Buffer, signal?: AbortSignal, note?: Note): Promise<void> {
  const tree = typeof path === 'string' ? Buffer.from(path) : path;
  const found = await lstat(tree).catch(ignoreMissing);
  if (found === undefined) return;
  if (found.isDirectory()) {
    await new TreeRemoval(tree, signal, note).removeDirectory(tree, found);
    return;
  }
  note?.(found);
  await unlink(tree);
}

class TreeRemoval {
  private readonly top: Buffer;
  private readonly signal: AbortSignal | undefined;
  private readonly note: Note | undefined;
  private moved = 0;

  constructor(top: Buffer, signal: AbortSignal | undefined, note: Note | undefined) {
    this.top = top;
    this.signal = signal;
    this.note = note;
  }

  async removeDirectory(directory: Buffer, stats: Stats): Promise<void> {
    this.signal?.throwIfAborted();
    if ((stats.mode & 0o700) !== 0o700) await chmod(directory, 0o700);
    let problem: unknown;
    for (const entry of await readdir(directory, { encoding: 'buffer', withFileTypes: true })) {
      const path = Buffer.concat([directory, SLASH, nameOf(entry)]);
      try {
        if (entry.isDirectory()) await this.removeSubdirectory(path);
        else await this.removeFile(path);
      } catch (error) {
        this.signal?.throwIfAborted();
        problem ??= error;
      }
    }
    if (problem !== undefined) throw problem as Error;
    this.note?.(stats);
    await rmdir(directory);
  }

  private async removeFile(path: Buffer): Promise<void> {
    if (this.note !== undefined) this.note(await lstat(path));
    await unlink(path);
  }

  private async removeSubdirectory(path: Buffer): Promise<void> {
    const stats = await lstat(path);
    if (path.length <= DEEPEST) {
      await this.removeDirectory(path, stats);
      return;
    }
    // Only a directory that may be written to can be moved: its ".." changes.
    if ((stats.mode & 0o700) !== 0o700) await chmod(path, 0o700);
    this.moved += 1;
    const higher = Buffer.concat([this.top, Buffer.from(`/.deep-${process.pid}-${this.moved}`)]);
    await rename(path, higher);
    await this.removeDirectory(higher, await lstat(higher));
  }
}

/** The types of Node know names as strings only, also where buffers were asked for. */
function nameOf(entry: { name: string | Buffer }): Buffer {
  return Buffer.from(entry.name as Buffer);
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
