/** What has become of files that were to be fetched again. */
import { lstatSync } from 'node:fs';
import type { MachinePaths } from '../store-layout';
import { snapshotPaths } from '../store-layout';
import { hashFile } from './hash-file';
import { bytesBelow } from './inode-at';
import type { Wanted } from './plan-heal';
import type { BadFile, VerifyState } from './verify-state';

export interface Healing {
  /** How each bad file was settled by this snapshot, by path. */
  settled: Map<string, NonNullable<BadFile['settled']>['as']>;
  healed: number;
  /** Paths whose contents changed on the laptop without their time changing. */
  changed: string[];
}

/** Call it before the partial snapshot is renamed. @throws the signal's reason, and what the file system throws */
export async function judgeHeal(
  paths: MachinePaths,
  snapshot: string,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<Healing> {
  const healing: Healing = { settled: new Map(), healed: 0, changed: [] };
  const files = snapshotPaths.files(paths.partial(snapshot));
  for (const { path, bad } of wanted) {
    if (bad === undefined || healing.settled.has(bad.path)) continue;
    const file = bytesBelow(files, path);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    // The laptop has it no more, or could not read it: nothing to compare with.
    if (stats?.isFile() !== true) continue;
    const isSameState = stats.size === bad.size && stats.mtimeMs === bad.mtimeMs;
    const isHealed = isSameState && (await hashFile(file, signal)).sha256 === bad.expected;
    healing.settled.set(bad.path, isHealed ? 'healed' : isSameState ? 'changed' : 'newer');
    if (isHealed) healing.healed += 1;
    else if (isSameState) healing.changed.push(path);
  }
  return healing;
}

/** Once the snapshot is complete: what it settled is on record, and what came anew need not come again. */
export function settle(
  state: VerifyState,
  snapshot: string,
  wanted: readonly Wanted[],
  { settled }: Healing,
): void {
  state.bad = state.bad.map((bad) => {
    const as = bad.settled === undefined ? settled.get(bad.path) : undefined;
    return as === undefined ? bad : { ...bad, settled: { snapshot, as } };
  });
  const came = new Set(wanted.map(({ path }) => path));
  state.refetch = state.refetch.filter((path) => !came.has(path));
}
