/**
 * `seen-roots.json`: which file system each root was on when it was last backed up. An empty directory whose disk is not
 * mounted must not become an empty backup.
 */
import { readdirSync, realpathSync } from 'node:fs';
import { readRegularFile } from '../../process/read-file';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { Failure } from '../../shared/failures';
import { failure, success, type Result } from '../../shared/result';
import { parseMountinfo, type MountLine } from '../usage/mount-table';

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  /** Of roots that had something in them: the file system as describeFileSystem tells it. */
  roots: z.record(z.string(), z.string()),
});

const MOUNTINFO = '/proc/self/mountinfo';

/**
 * Fails with root-not-mounted for the first root that is empty, had something in it at the last backup, and is on another
 * file system now. Where that cannot be known, nothing is held against it: the host compares as well.
 */
export function checkMounted(
  path: string,
  roots: readonly string[],
): Result<undefined, Extract<Failure, { code: 'root-not-mounted' }>> {
  const seen = readSeen(path);
  for (const root of roots) {
    const before = seen[root];
    if (before === undefined || !isEmpty(root)) continue;
    const now = describeFileSystem(root);
    if (now !== undefined && now !== before) return failure({ code: 'root-not-mounted', root });
  }
  return success(undefined);
}

/** After a backup that was made. Roots that are empty keep what is known of them. Throws what the file system throws. */
export function rememberRoots(path: string, roots: readonly string[]): void {
  const known = readSeen(path);
  const entries = roots.flatMap((root) => {
    const now = isEmpty(root) ? known[root] : (describeFileSystem(root) ?? known[root]);
    return now === undefined ? [] : [[root, now] as const];
  });
  writeStateFile(path, { schemaVersion: 1, roots: Object.fromEntries(entries) }, { makeDirectory: true });
}

/**
 * Its type and source ("ext4 /dev/mapper/data"), and whether the root is where it is mounted. Not the device number, which
 * may be another one after each start. Undefined where /proc does not tell.
 */
export function describeFileSystem(root: string, mountinfo = MOUNTINFO): string | undefined {
  try {
    const directory = Buffer.from(realpathSync(root)).toString('latin1');
    const mounts = parseMountinfo(readRegularFile(mountinfo, 'latin1'));
    // Of several at one place, the last one is on top.
    const mount = mounts.reduce<MountLine | undefined>(
      (best, one) =>
        holds(one.point, directory) && one.point.length >= (best?.point.length ?? 0) ? one : best,
      undefined,
    );
    if (mount === undefined) return undefined;
    return `${mount.kind} ${mount.source}${mount.point === directory ? ' (mounted here)' : ''}`;
  } catch {
    return undefined;
  }
}

function holds(point: string, directory: string): boolean {
  return point === '/' || directory === point || directory.startsWith(`${point}/`);
}

function isEmpty(root: string): boolean {
  try {
    return readdirSync(root).length === 0;
  } catch {
    return false;
  }
}

function readSeen(path: string): Record<string, string> {
  return readStateFile(path, fileSchema).value?.roots ?? {};
}
