/**
 * Removes a snapshot. Node's own fs.rm reads names as UTF-8 and so never finds the others; and a snapshot may hold
 * directories that even their owner cannot write to. Never follows a symbolic link.
 */
import { chmod, lstat, readdir, rename, rmdir, unlink } from 'node:fs/promises';

const SLASH = Buffer.from('/');
/** A path holds 4095 bytes and a name 255: what lies deeper than this is first moved up to the top. */
const DEEPEST = 3500;

/**
 * Goes on past what cannot be removed, and throws the first thing that the file system said of it; or the signal's reason
 * when it is aborted half-way.
 */
export async function removeTree(path: string | Buffer, signal?: AbortSignal): Promise<void> {
  const tree = typeof path === 'string' ? Buffer.from(path) : path;
  const found = await lstat(tree).catch(ignoreMissing);
  if (found === undefined) return;
  if (found.isDirectory()) await new TreeRemoval(tree, signal).removeDirectory(tree, found.mode);
  else await unlink(tree);
}

class TreeRemoval {
  private readonly top: Buffer;
  private readonly signal: AbortSignal | undefined;
  private moved = 0;

  constructor(top: Buffer, signal: AbortSignal | undefined) {
    this.top = top;
    this.signal = signal;
  }

  async removeDirectory(directory: Buffer, mode: number): Promise<void> {
    this.signal?.throwIfAborted();
    if ((mode & 0o700) !== 0o700) await chmod(directory, 0o700);
    let problem: unknown;
    for (const entry of await readdir(directory, { encoding: 'buffer', withFileTypes: true })) {
      const path = Buffer.concat([directory, SLASH, nameOf(entry)]);
      try {
        if (entry.isDirectory()) await this.removeSubdirectory(path);
        else await unlink(path);
      } catch (error) {
        this.signal?.throwIfAborted();
        problem ??= error;
      }
    }
    if (problem !== undefined) throw problem as Error;
    await rmdir(directory);
  }

  private async removeSubdirectory(path: Buffer): Promise<void> {
    const { mode } = await lstat(path);
    if (path.length <= DEEPEST) {
      await this.removeDirectory(path, mode);
      return;
    }
    // Only a directory that may be written to can be moved: its ".." changes.
    if ((mode & 0o700) !== 0o700) await chmod(path, 0o700);
    this.moved += 1;
    const higher = Buffer.concat([this.top, Buffer.from(`/.deep-${process.pid}-${this.moved}`)]);
    await rename(path, higher);
    await this.removeDirectory(higher, 0o700);
  }
}

/** The types of Node know names as strings only, also where buffers were asked for. */
function nameOf(entry: { name: string | Buffer }): Buffer {
  return Buffer.from(entry.name as Buffer);
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
