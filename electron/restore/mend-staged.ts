/** Puts good files of other snapshots in the place of what is known to be bad, and takes away what is lost, before anything is proven. */
import { linkSync, renameSync, rmSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { bytesOf } from './bytes';
import { fetchFiles, putDirectoriesRight, type Fetching } from './fetch';
import { proveStaged } from './prove';
import type { Settled } from './settle-rotten';
import { fillStaging, removeStaging, stagingPaths } from './stage';

export interface Mended {
  /** Not even the other snapshot's was good: left out as well. */
  lost: string[];
  /** Back, but not in full. */
  notInFull: string[];
  /** What rsync had to complain of. */
  troubles: string[];
}

/**
 * @param fetching what was fetched, with the entries as they were listed
 * @param settled only of what was fetched
 * Fails as fetchFiles and proveStaged do.
 */
export async function mendStaged(fetching: Fetching, settled: Settled): Promise<Result<Mended>> {
  const mended: Mended = { lost: [], notInFull: [], troubles: [] };
  if (settled.replacements.size + settled.lost.size === 0) return success(mended);
  const files = topOf(fetching.directory);
  for (const path of [...settled.lost, ...settled.replacements.keys()])
    rmSync(bytesOf(files + path), { force: true });
  for (const snapshot of new Set([...settled.replacements.values()].map((one) => one.snapshot))) {
    const names = namesFrom(snapshot, settled);
    const entries = new Map([...names.values()].map(({ entry }) => [entry.path, entry]));
    const directory = join(fetching.directory, 'other');
    await removeStaging(directory);
    mkdirSync(directory, { mode: 0o700 });
    fillStaging(directory, [...entries.keys()]);
    const other = { ...fetching, snapshot, directory, wanted: [...entries.keys()], entries };
    const fetched = await fetchFiles(other, () => undefined);
    if (!fetched.ok) return fetched;
    mended.troubles.push(...fetched.value);
    const proven = await proveStaged({ ...other, apart: new Set() }, () => undefined);
    if (!proven.ok) return proven;
    for (const { entry, paths } of names.values()) {
      if (proven.value.rotten.includes(entry.path)) mended.lost.push(...paths);
      else
        giveNames(
          topOf(directory) + entry.path,
          paths.map((path) => files + path),
        );
      if (proven.value.notInFull.includes(entry.path)) mended.notInFull.push(...paths);
    }
    await removeStaging(directory);
  }
  const put = await putDirectoriesRight(fetching);
  return put.ok ? success(mended) : put;
}

/** What comes from there, by its inode number, with all names that it gets. */
function namesFrom(
  snapshot: string,
  { replacements }: Settled,
): Map<number, { entry: Entry; paths: string[] }> {
  const names = new Map<number, { entry: Entry; paths: string[] }>();
  for (const [path, replacement] of replacements) {
    if (replacement.snapshot !== snapshot) continue;
    const known = names.get(replacement.entry.ino);
    if (known === undefined) names.set(replacement.entry.ino, { entry: replacement.entry, paths: [path] });
    else known.paths.push(path);
  }
  return names;
}

function giveNames(staged: string, [first, ...others]: readonly string[]): void {
  if (first === undefined) return;
  renameSync(bytesOf(staged), bytesOf(first));
  for (const other of others) linkSync(bytesOf(first), bytesOf(other));
}

/** A binary string. */
function topOf(directory: string): string {
  return Buffer.from(stagingPaths.files(directory)).toString('latin1');
}
