/** What was found bad in a snapshot that is dropped stays known where the inode lives on. */
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { inodeAt } from './inode-at';
import { readVerifyState, writeVerifyState, type BadFile } from './verify-state';

/** Throws what the file system throws. */
export function handOnMarks(paths: MachinePaths, from: string, to: string | undefined): void {
  const state = readVerifyState(paths);
  if (!state.bad.some(({ snapshot }) => snapshot === from)) return;
  state.bad = state.bad.flatMap((bad): BadFile[] => {
    if (bad.snapshot !== from) return [bad];
    if (to === undefined) return [];
    const ino = inodeAt(snapshotPaths.files(paths.complete(from)), bad.path);
    const livesOn = ino !== undefined && inodeAt(snapshotPaths.files(paths.complete(to)), bad.path) === ino;
    return livesOn ? [{ ...bad, snapshot: to }] : [];
  });
  writeVerifyState(paths, state);
}
