/** A local store must be there, must be the one that is meant, and must not be part of what it holds. */
import { readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { readStateFile } from '../../process/read-state-file';
import { failure, success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';
import {
  judgeStore,
  STORE_MARK_FILE,
  storeMarkSchema,
  type FoundStore,
  type StoreQuestion,
} from '../../shared/store-mark';
import { isExcluded } from '../exclude/is-excluded';
import { placeInside } from '../settings/place-inside';
import { findLockedDisks } from './locked-disks';

export interface StoreCheck {
  /** Roots on the same disk as the store: one broken disk takes both. */
  sameDisk: string[];
}

/** Fails with store-missing, store-not-the-one or store-inside-root. */
export async function checkLocalStore(question: {
  directory: string;
  /** This machine's name there. */
  machine: string;
  meant: StoreQuestion;
  roots: readonly string[];
  excludeList: string;
  rsync: string;
}): Promise<Result<StoreCheck>> {
  const { roots } = question;
  const store = await lookForStore(question);
  if (!store.ok) return store;
  const outside = await checkOutsideRoots(question);
  if (!outside.ok) return outside;
  return success({
    sameDisk: roots.filter((root) => statSync(root, { throwIfNoEntry: false })?.dev === store.value.dev),
  });
}

/** A backup of a store would hold itself, or what is kept at another destination: fails with store-inside-root where no rule leaves it out. */
export async function checkOutsideRoots(question: {
  directory: string;
  roots: readonly string[];
  excludeList: string;
  rsync: string;
}): Promise<Result<undefined>> {
  for (const root of question.roots) {
    const inside = placeInside(question.directory, root);
    if (inside === undefined) continue;
    const left = inside !== root && (await isExcluded({ ...question, root, directory: inside }));
    if (!left) return failure({ code: 'store-inside-root', directory: inside, root });
  }
  return success(undefined);
}

/** As findLocalStore, and where nothing is there, with the disks that it may be on and that are locked. */
export async function lookForStore(question: Parameters<typeof findLocalStore>[0]): Promise<Result<Stats>> {
  const store = findLocalStore(question);
  if (store.ok || store.failure.code !== 'store-missing') return store;
  const locked = await findLockedDisks();
  return locked.length === 0 ? store : failure({ ...store.failure, locked });
}

/** Only whether it is there and the one that is meant: fails with store-missing or store-not-the-one. */
export function findLocalStore({
  directory,
  machine,
  meant,
}: {
  directory: string;
  machine: string;
  meant: StoreQuestion;
}): Result<Stats> {
  const store = statSync(directory, { throwIfNoEntry: false });
  if (store?.isDirectory() !== true) return failure({ code: 'store-missing', directory });
  const verdict = judgeStore(meant, lookAt(join(directory, machine), meant.last));
  return verdict.fits ? success(store) : failure({ code: 'store-not-the-one', found: verdict.found });
}

/** As host/store-mark.ts does: the store's own program says the same, but only once it is called. */
function lookAt(machineDirectory: string, last: string | null): FoundStore {
  let names: string[] = [];
  try {
    names = readdirSync(machineDirectory);
  } catch {
    // This machine has none there.
  }
  return {
    // Garbage marks nothing.
    mark: readStateFile(join(machineDirectory, STORE_MARK_FILE), storeMarkSchema).value?.id,
    holdsLast: last !== null && names.includes(last),
    isEmpty: !names.some((name) => parseSnapshotName(name) !== undefined),
  };
}
