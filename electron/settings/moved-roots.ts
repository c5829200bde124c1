/**
 * `moved-roots.json`: what a root was called when it was last backed up, where a new laptop has taken over the backups and its
 * home has another name. The host then links what has not changed, instead of fetching all of it once more.
 */
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { movedRootSchema, type MovedRoot } from '../../shared/request';

const fileSchema = z.object({ schemaVersion: z.literal(1), moved: z.array(movedRootSchema).max(1000) });

/** Of the roots that there are. None where the file is missing or broken: then a backup only takes longer. */
export function readMovedRoots(path: string, roots: readonly string[]): MovedRoot[] {
  const moved = readStateFile(path, fileSchema).value?.moved ?? [];
  return moved.filter(({ root }) => roots.includes(root));
}

/** Throws what the file system throws. */
export function writeMovedRoots(path: string, moved: readonly MovedRoot[]): void {
  writeStateFile(path, { schemaVersion: 1, moved }, { makeDirectory: true });
}
