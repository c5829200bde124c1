/** Where the files of a run's snapshot are, so that they can be looked at: only on a disk of this machine. */
import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Outcome } from '../../shared/outcome';
import { failure, success, type Result } from '../../shared/result';

export interface FoundSnapshot {
  store: string;
  machine: string;
  snapshot: string;
}

/**
 * The record has no name of this machine, which may have had another one then: it is in whichever machine's directory
 * has the snapshot. Fails with snapshot-not-there, and with request-refused for a run that has none here.
 */
export function whereSnapshotIs(run: Outcome): Result<FoundSnapshot> {
  const snapshot = 'acknowledged' in run ? run.acknowledged?.snapshot : undefined;
  // A local store is on record by its directory (name-of-host.ts); a host's name never begins with a slash.
  if (snapshot === undefined || !isAbsolute(run.host)) {
    return failure({ code: 'request-refused', detail: 'that run has no snapshot on this machine' });
  }
  const machine = directoriesIn(run.host).find((name) => existsSync(join(run.host, name, snapshot, 'files')));
  if (machine === undefined) return failure({ code: 'snapshot-not-there', snapshot, directory: run.host });
  return success({ store: run.host, machine, snapshot });
}

/**
 * The directory that stands for what was backed up: with one root that root's, else the one that they are all in.
 * Fails as whereSnapshotIs does.
 */
export function findSnapshot(run: Outcome): Result<string> {
  const found = whereSnapshotIs(run);
  if (!found.ok) return found;
  const { store, machine, snapshot } = found.value;
  const files = join(store, machine, snapshot, 'files');
  const [root, ...others] = run.roots;
  const ofRoot = join(files, root ?? '');
  return success(others.length === 0 && existsSync(ofRoot) ? ofRoot : files);
}

function directoriesIn(store: string): string[] {
  try {
    return readdirSync(store, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
