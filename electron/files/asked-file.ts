/** What a file manager points at, as the backups have it. */
import { realpath } from 'node:fs/promises';
import type { AskedFile } from '../../shared/views';
import { toBytes } from '../exclude/list-text';
import { baseOf, bytesOf, joinBytes, parentOf } from '../restore/bytes';
import { isInside } from '../settings/is-inside';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { shown } from './shown';

/**
 * A path over a link is in no backup by that name: the one it leads to is taken, where that is backed up. A link itself is
 * looked for as a link.
 *
 * @param path absolute, a binary string
 */
export async function findAsked({ settingsFile }: UserPaths, path: string): Promise<AskedFile> {
  const real = await followAbove(path);
  const settings = readSettings(settingsFile);
  const roots = settings.ok ? settings.value.roots : [];
  const isBackedUp = real !== undefined && roots.some((root) => isInside(real, toBytes(root)));
  const found = isBackedUp ? real : path;
  return { path: found, name: shown(baseOf(found) || '/') };
}

/** Undefined where the folder is not there. */
async function followAbove(path: string): Promise<string | undefined> {
  if (path === '/') return path;
  try {
    const folder = await realpath(bytesOf(parentOf(path)), { encoding: 'buffer' });
    return joinBytes(folder.toString('latin1'), baseOf(path));
  } catch {
    return undefined;
  }
}
