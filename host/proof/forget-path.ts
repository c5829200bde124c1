/** What its owner took out of a snapshot is not missing there: its checksums and its count go with it. */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import type { Summary } from './checksum-lines';
import { formatSummary } from './checksum-lines';
import { appendEntries, checksumsOf, readEntries, readSummary } from './checksums';
import { changeVerifyState } from './verify-state';

const BATCH = 500;

/**
 * Call it under the machine's lock, with nothing that reads the store.
 *
 * @param path below `files`, a binary string; with all that was in it
 * @param taken the regular files that went, by name
 * @throws what the file system throws
 */
export function forgetPath(paths: MachinePaths, snapshot: string, path: string, taken: Summary): void {
  const isTaken = (other: string): boolean => other === path || other.startsWith(`${path}/`);
  const known = checksumsOf(paths.complete(snapshot));
  if (known !== undefined) {
    const draft = `${snapshotPaths.checksums(paths.complete(snapshot))}.draft`;
    rmSync(draft, { force: true });
    let batch = [];
    for (const { entry } of readEntries(known.file)) {
      if (!isTaken(entry.path)) batch.push(entry);
      if (batch.length < BATCH) continue;
      appendEntries(draft, batch);
      batch = [];
    }
    appendEntries(draft, batch);
    const summary = known.finished ? readSummary(known.file) : undefined;
    if (summary !== undefined) {
      const left = { files: summary.files - taken.files, bytes: summary.bytes - taken.bytes };
      writeFileSync(draft, formatSummary(left), { flag: 'a', mode: 0o600 });
    }
    if (existsSync(draft)) renameSync(draft, known.file);
  }
  changeVerifyState(paths, (state) => {
    state.bad = state.bad.filter((bad) => bad.snapshot !== snapshot || !isTaken(bad.path));
    // Its place in the file is another one now.
    if (state.cursor?.snapshot === snapshot) state.cursor = null;
  });
}
