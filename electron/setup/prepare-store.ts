/** A disk's folder becomes a store of a further destination: it is made, and no backup takes it along. */
import { openExcludeFile, saveExcludeFile } from '../exclude/edit-exclude-file';
import { leaveOut, wantedPath } from '../exclude/leave-out';
import { isDirectoryThere } from '../exclude/look-at-path';
import { failure, success, type Result } from '../../shared/result';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { makeStore } from './first-files';

/**
 * Fails as makeStore does, with store-inside-root, and as reading and writing the exclude list; an empty directory may be left then. Where the
 * store lies in nothing that is backed up, the list stays as it is.
 */
export function prepareStore(
  { settingsFile, excludeFile }: Pick<UserPaths, 'settingsFile' | 'excludeFile'>,
  directory: string,
): Result<undefined> {
  const settings = readSettings(settingsFile);
  if (!settings.ok) return settings;
  const made = makeStore(directory);
  if (!made.ok) return made;
  const file = openExcludeFile(excludeFile);
  if (!file.ok) return file;
  const left = leaveOut(file.value.bytes, [wantedPath(settings.value.roots, directory, isDirectoryThere)]);
  // No rule leaves out all of what is backed up.
  if (left.refused.some(({ why }) => why === 'is-root')) {
    return failure({ code: 'store-inside-root', directory, root: directory });
  }
  if (left.added.length === 0) return success(undefined);
  const saved = saveExcludeFile(file.value, left.list);
  return saved.ok ? success(undefined) : saved;
}
