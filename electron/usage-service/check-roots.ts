/** Before minutes of scanning: whether there is anything to scan. */
import { accessSync, constants } from 'node:fs';

/** The first root that cannot be looked into, and why. */
export function findUnreadable(roots: readonly string[]): { root: string; detail: string } | undefined {
  for (const root of roots) {
    try {
      accessSync(root, constants.R_OK | constants.X_OK);
    } catch (error) {
      return { root, detail: (error as Error).message };
    }
  }
  return undefined;
}
