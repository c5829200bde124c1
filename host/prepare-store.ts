/** Makes sure that the store is there, and has a directory for the machine. */
import { lstat, mkdir, rmdir, stat } from 'node:fs/promises';
import { failure, success, type Result } from './result';
import { nameStoreError } from './store-failure';
import type { MachinePaths } from './store-layout';

export interface MachineDirectory {
  /** Whether it was made just now. */
  isNew: boolean;
}

/** The directory of the machine, made if need be; never the store's own. */
export async function openMachineDirectory(paths: MachinePaths): Promise<Result<MachineDirectory>> {
  const store = await stat(paths.store).catch(() => undefined);
  if (store?.isDirectory() !== true) return unusable(`there is no directory ${paths.store} (not mounted?)`);
  try {
    await mkdir(paths.directory, { mode: 0o700 });
    return success({ isNew: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return failure(nameStoreError(error));
    // Not through a link: everything below is removed and renamed by path.
    if (!(await lstat(paths.directory)).isDirectory())
      return unusable(`${paths.directory} is not a directory`);
  }
  return success({ isNew: false });
}

/** A call that came to nothing leaves nothing: a new directory that has stayed empty goes again. */
export async function closeMachineDirectory(paths: MachinePaths, { isNew }: MachineDirectory): Promise<void> {
  if (isNew) await rmdir(paths.directory).catch(() => undefined);
}

function unusable<T>(detail: string): Result<T> {
  return failure({ code: 'store-unusable', detail });
}
