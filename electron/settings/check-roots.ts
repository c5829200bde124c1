/** Whether what is to be backed up, or looked at, can be: before anything is opened, and before minutes of scanning. */
import { accessSync, constants } from 'node:fs';
import type { Failure } from '../../shared/failures';
import { failure, success, type Result } from '../../shared/result';

/** A root that is not there must not become an empty backup. Fails with root-unreadable, for the first such root. */
export function checkRoots(
  roots: readonly string[],
): Result<undefined, Extract<Failure, { code: 'root-unreadable' }>> {
  for (const root of roots) {
    try {
      accessSync(withSlash(root), constants.R_OK | constants.X_OK);
    } catch (error) {
      return failure({ code: 'root-unreadable', root, detail: (error as Error).message });
    }
  }
  return success(undefined);
}

/** As rsync gets it: a directory; and of a root that is a symbolic link, what that leads to. */
export function withSlash(root: string): string {
  return root === '/' ? root : `${root}/`;
}
