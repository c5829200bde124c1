/** What reading again has found bad (host/proof), and the nearest snapshot that has a good one of the same name. */
import type { Stats } from 'node:fs';
import { inodeAt } from '../proof/inode-at';
import { readVerifyState } from '../proof/verify-state';
import { parseSnapshotName } from '../../shared/snapshot-name';
import type { MachinePaths } from '../store-layout';
import { lookBelow } from './snapshot-places';
import { mayBeAnother, readTrueEntries } from './true-entries';

export class KnownBad {
  readonly #paths: MachinePaths;
  readonly #snapshots: readonly string[];
  /** In the store; whatever became of the file later, these are what they are. */
  readonly #inodes: ReadonlySet<number>;

  /** @param snapshots that a good one may come from */
  constructor(paths: MachinePaths, snapshots: readonly string[]) {
    this.#paths = paths;
    this.#snapshots = snapshots;
    this.#inodes = new Set(
      readVerifyState(paths).bad.flatMap(({ snapshot, path }) => inodeOrNone(paths.files(snapshot), path)),
    );
  }

  has(ino: number): boolean {
    return this.#inodes.has(ino);
  }

  /** By time, before or after; null where none has one. `name`: below a snapshot's files. */
  async nearestGood(snapshot: string, name: string): Promise<string | null> {
    const distance = (one: string): number => Math.abs(timeOf(one) - timeOf(snapshot));
    const nearest = this.#snapshots
      .filter((one) => one !== snapshot)
      .sort((one, other) => distance(one) - distance(other));
    for (const one of nearest) {
      const stats = lookBelow(this.#paths.files(one), name);
      if (stats?.isFile() !== true || this.#inodes.has(stats.ino)) continue;
      if (await this.#isFile(one, name, stats)) return one;
    }
    return null;
  }

  async #isFile(snapshot: string, name: string, stats: Stats): Promise<boolean> {
    if (!mayBeAnother(stats)) return true;
    let isFile = false;
    const asked = { directory: this.#paths.files(snapshot), names: [name], recursive: false };
    await readTrueEntries({ ...asked, nowhere: this.#paths.nowhere }, ({ kind }) => {
      isFile = kind === 'file';
    });
    return isFile;
  }
}

function inodeOrNone(files: string, path: string): number[] {
  try {
    return [inodeAt(files, path)].filter((ino) => ino !== undefined);
  } catch {
    // The snapshot, or a directory on the way, has gone.
    return [];
  }
}

function timeOf(snapshot: string): number {
  return parseSnapshotName(snapshot)?.getTime() ?? 0;
}
