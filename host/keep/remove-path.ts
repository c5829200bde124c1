/** `--remove PATH`: takes a file or directory out of all snapshots of a machine. Follows no link. */
import type { Stats } from 'node:fs';
import { chmod, lstat, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatBytes, formatCount } from '../../shared/words';
import { listEarlier } from '../prepare-partial';
import { readMachine } from '../read-machine';
import { removeTree } from '../remove-tree';
import { dropNext } from '../short/next-clone';
import type { Summary } from '../proof/checksum-lines';
import { forgetPath } from '../proof/forget-path';
import { readSnapshotRecord, writeSnapshotRecord } from '../snapshot-record';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { FreedBytes, forgetUsage, readUsage, writeUsage } from './usage';

interface Removed {
  snapshots: number;
  /** That are free now. */
  bytes: number;
  /** Of files that have other names in the snapshots, and so are still there. */
  elsewhere: number;
}

type Outcome = { ok: true; value: Removed } | { ok: false; reason: string };

/** @param wanted absolute, as the laptop has it. Call it under the machine's lock. */
export async function removePath(paths: MachinePaths, wanted: string): Promise<Outcome> {
  const path = wanted.replace(/\/+$/, '');
  const names = path.split('/').slice(1);
  if (!path.startsWith('/') || names.some((name) => ['', '.', '..'].includes(name))) {
    return refuse(`"${wanted}" is no absolute path, or names a whole root`);
  }
  const content = await readMachine(paths);
  const complete = content.complete.map((snapshot) => paths.complete(snapshot));
  for (const root of await rootsOf(complete)) {
    if (root === path || root.startsWith(`${path}/`)) {
      return refuse(`${wanted} is or holds ${root}, which is backed up as a whole: --drop deletes snapshots`);
    }
  }
  await dropNext(paths);
  const usage = readUsage(paths);
  await forgetUsage(paths);
  const removed = new Removal();
  // It would be taken for a file that is there.
  await rm(paths.entries, { force: true });
  for (const snapshot of content.complete) {
    // Its name stands there, in snapshots that have lost it as well.
    await rm(snapshotPaths.changes(paths.complete(snapshot)), { force: true });
    const taken = await removed.from([paths.files(snapshot)], names);
    if (taken === undefined) continue;
    forgetPath(paths, snapshot, Buffer.from(names.join('/')).toString('latin1'), taken);
    await noteRemoved(paths.complete(snapshot), taken.files);
  }
  const counted = removed.freed.bytes;
  for (const snapshot of content.partial) {
    const partial = paths.partial(snapshot);
    const earlier = (await listEarlier(partial)).map((number) => snapshotPaths.earlier(partial, number));
    const { files, cloned, taken } = snapshotPaths;
    await removed.from([files(partial), cloned(partial), taken(partial), ...earlier], names);
  }
  // Halves of big files lie there by their names alone: any of them may be it.
  await removeTree(paths.unfinishedFiles);
  if (usage !== undefined && content.partial.length === 0) writeUsage(paths, usage - counted);
  const { snapshots, freed, elsewhere } = removed;
  return snapshots === 0
    ? refuse(`${wanted} is in no snapshot of ${paths.machine}`)
    : { ok: true, value: { snapshots, bytes: freed.bytes, elsewhere: elsewhere.size } };
}

export function formatRemoved(path: string, { snapshots, bytes, elsewhere }: Removed): string {
  const others =
    elsewhere === 0
      ? ''
      : `${formatCount(elsewhere, 'file has', 'files have')} other names (hard links) in the snapshots. Those stay, and so do the contents.\n`;
  return `Removed ${path} from ${formatCount(snapshots, 'snapshot')}; ${formatBytes(bytes)} are free now.
${others}Exclude it on the laptop as well, or the next backup brings it back.
`;
}

class Removal {
  snapshots = 0;
  readonly freed = new FreedBytes();
  /** Of the snapshot that is being looked at: regular files, by name. */
  private taken: Summary = { files: 0, bytes: 0 };
  /** Inodes that have names left. */
  readonly elsewhere = new Set<number>();

  /** One snapshot: its files, and what interrupted backups fetched. Undefined where it is in none of them. */
  async from(trees: readonly string[], names: readonly string[]): Promise<Summary | undefined> {
    let found = false;
    this.taken = { files: 0, bytes: 0 };
    for (const tree of trees) found = (await this.removeIn(tree, names)) || found;
    if (!found) return undefined;
    this.snapshots += 1;
    return this.taken;
  }

  private async removeIn(tree: string, names: readonly string[]): Promise<boolean> {
    let directory = tree;
    for (const name of ['', ...names.slice(0, -1)]) {
      directory = join(directory, name);
      if ((await look(directory))?.isDirectory() !== true) return false;
    }
    const path = join(directory, names.at(-1) ?? '');
    const parent = await look(dirname(path));
    if (parent === undefined || (await look(path)) === undefined) return false;
    if ((parent.mode & 0o300) !== 0o300) await chmod(directory, parent.mode | 0o300);
    await removeTree(path, undefined, this.note);
    // The snapshot is to show what the laptop had: the directory did not change there.
    await utimes(directory, parent.atimeMs / 1000, parent.mtimeMs / 1000);
    await chmod(directory, parent.mode & 0o7777);
    return true;
  }

  private readonly note = (stats: Stats): void => {
    this.freed.note(stats);
    if (stats.isDirectory()) return;
    if (stats.isFile()) this.taken = { files: this.taken.files + 1, bytes: this.taken.bytes + stats.size };
    if (stats.nlink > 1) this.elsewhere.add(stats.ino);
    else this.elsewhere.delete(stats.ino);
  };
}

/** So that what is counted later is what there should be. */
async function noteRemoved(snapshotDirectory: string, files: number): Promise<void> {
  const record = await readSnapshotRecord(snapshotDirectory);
  if (!record.ok) return;
  const removed = (record.value.removed ?? 0) + files;
  await writeSnapshotRecord(snapshotDirectory, { ...record.value, removed });
}

async function rootsOf(snapshots: readonly string[]): Promise<Set<string>> {
  const records = await Promise.all(snapshots.map(readSnapshotRecord));
  return new Set(records.flatMap((record) => (record.ok ? record.value.roots : [])));
}

async function look(path: string): Promise<Stats | undefined> {
  return lstat(path).catch(() => undefined);
}

function refuse(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
