/**
 * Makes sure before anybody connects that the store can hold a snapshot: it is there, may be written to, and its file
 * system knows hard links, symbolic links and the extended attributes that rsync --fake-super needs.
 */
import { link, lstat, mkdir, mkdtemp, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../process/run-program';
import { removeProbes } from './machine-lock';
import { removeTree } from './remove-tree';
import { failure, messageOf, success, type Result } from './result';
import { isFull, nameStoreError, saysFull } from './store-failure';
import { PROBE_PREFIX, type MachinePaths } from './store-layout';

export interface FileSystem {
  /** Not so on ext3, or an ext4 that was one. */
  keepsNanoseconds: boolean;
}

/** The directory of the machine, made if need be; never the store's own. */
export async function openMachineDirectory(paths: MachinePaths): Promise<Result<undefined>> {
  const store = await stat(paths.store).catch(() => undefined);
  if (store?.isDirectory() !== true) return unusable(`there is no directory ${paths.store} (not mounted?)`);
  try {
    await mkdir(paths.directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return failure(nameStoreError(error));
    // Not through a link: everything below is removed and renamed by path.
    if (!(await lstat(paths.directory)).isDirectory())
      return unusable(`${paths.directory} is not a directory`);
  }
  return success(undefined);
}

/** Tries each of the file system's abilities in a directory of its own. Call it under the machine's lock. */
export async function probeFileSystem(directory: string, rsync: string): Promise<Result<FileSystem>> {
  let probe: string | undefined;
  try {
    await removeProbes({ directory });
    probe = await mkdtemp(join(directory, PROBE_PREFIX));
    return await tryAbilities(probe, directory, rsync);
  } catch (error) {
    return failure(nameStoreError(error));
  } finally {
    if (probe !== undefined) await removeTree(probe).catch(() => undefined);
  }
}

async function tryAbilities(probe: string, directory: string, rsync: string): Promise<Result<FileSystem>> {
  const file = join(probe, 'file');
  await writeFile(file, 'latchkey\n', { mode: 0o600 });
  try {
    await link(file, join(probe, 'hard-link'));
  } catch (error) {
    if (isFull(error)) return failure({ code: 'store-full' });
    return unusable(`the file system of ${directory} has no hard links (${messageOf(error)})`);
  }
  try {
    await symlink('file', join(probe, 'symbolic-link'));
  } catch (error) {
    if (isFull(error)) return failure({ code: 'store-full' });
    return unusable(`the file system of ${directory} has no symbolic links (${messageOf(error)})`);
  }
  const attributes = await tryAttributes(file, probe, directory, rsync);
  return attributes.ok ? success({ keepsNanoseconds: await keepsNanoseconds(file) }) : attributes;
}

/** Node knows no extended attributes: rsync is asked to do the very thing that it will have to do. */
async function tryAttributes(
  file: string,
  probe: string,
  directory: string,
  rsync: string,
): Promise<Result<undefined>> {
  const { status, stderr } = await runProgram({
    file: rsync,
    args: ['-a', '--fake-super', '--chown=12345:12345', file, join(probe, 'foreign-owner')],
    timeoutMs: 30_000,
  });
  if (status === 0) return success(undefined);
  if (saysFull(stderr)) return failure({ code: 'store-full' });
  if (!stderr.includes('xattr')) return unusable(`rsync cannot write there: ${stderr.trim()}`);
  return unusable(`the file system of ${directory} has no user extended attributes`);
}

async function keepsNanoseconds(file: string): Promise<boolean> {
  await utimes(file, 1_000_000_000.5, 1_000_000_000.5);
  return (await stat(file)).mtimeMs % 1000 !== 0;
}

function unusable<T>(detail: string): Result<T> {
  return failure({ code: 'store-unusable', detail });
}
