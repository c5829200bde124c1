/** What a restore would do, before anything is done. */
import type { Entry } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { isBelow } from './bytes';
import { lookAtSnapshot, type RestoreRequest } from './look-at-snapshot';
import type { Plan } from './plan';
import type { Settled } from './settle-rotten';
import { bytesOfEntries } from './stage';

export interface Preview {
  plan: Plan;
  /** Files, and what they take on the disk. */
  files: number;
  bytes: number;
  /** How long they are, in bytes: what a person knows of them. */
  size: number;
  /** How many entries there are of each kind. */
  kinds: Map<Entry['kind'], number>;
  /** What is known to be bad of it. */
  settled: Settled;
}

/** What would be done. Fails as ask does. */
export async function previewRestore(request: RestoreRequest, signal: AbortSignal): Promise<Result<Preview>> {
  const looked = await lookAtSnapshot(request, signal);
  if (!looked.ok) return looked;
  const { entries, plan, settled } = looked.value;
  const wanted = plan.moves.flatMap((move) => move.wanted);
  return success({
    ...{ plan, files: countFiles(entries, plan.own), bytes: bytesOfEntries(wanted, entries) },
    size: sizeOfFiles(entries, plan.own),
    kinds: countKinds(entries, plan.own),
    settled,
  });
}

function countFiles(entries: ReadonlyMap<string, Entry>, without: readonly string[]): number {
  const isLeft = (path: string): boolean => without.some((one) => isBelow(path, one));
  return [...entries.values()].filter(({ kind, path }) => kind !== 'directory' && !isLeft(path)).length;
}

function countKinds(
  entries: ReadonlyMap<string, Entry>,
  without: readonly string[],
): Map<Entry['kind'], number> {
  const kinds = new Map<Entry['kind'], number>();
  for (const { kind, path } of entries.values()) {
    if (!without.some((one) => isBelow(path, one))) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}

/** A file with several names is one. */
function sizeOfFiles(entries: ReadonlyMap<string, Entry>, without: readonly string[]): number {
  const sizes = new Map<number, number>();
  for (const { kind, path, ino, size } of entries.values()) {
    if (kind === 'file' && !without.some((one) => isBelow(path, one))) sizes.set(ino, size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
