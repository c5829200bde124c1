/**
 * Shows a file in the person's file manager, or says that there is none. Electron's own way to do so is silent where
 * nobody answers.
 */
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bus } from '../bus/open-bus';
import { success, type Result } from '../../shared/result';
import { openPath } from './open-path';

/** https://www.freedesktop.org/wiki/Specifications/file-manager-interface/ */
const FILE_MANAGER = {
  destination: 'org.freedesktop.FileManager1',
  path: '/org/freedesktop/FileManager1',
  interface: 'org.freedesktop.FileManager1',
} as const;

export async function showInFiles(bus: Bus | undefined, path: string): Promise<Result<null>> {
  try {
    if (bus === undefined) throw new Error('no session bus');
    const body = [[pathToFileURL(path).href], ''];
    await bus.call({ ...FILE_MANAGER, member: 'ShowItems', signature: 'ass', body, autoStart: true });
    return success(null);
  } catch {
    // None that can point at a file; its folder opens with whatever opens folders.
    return openPath(dirname(path));
  }
}
