/** Which machines have backups in a store of this machine: what a new laptop can take over. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { failure, success, type Result } from '../../shared/result';
import { machineNameSchema } from '../../shared/machine-name';
import { askAll } from '../restore/ask';
import { chooseSnapshot } from '../restore/choose-snapshot';
import type { OwnPrograms, Source } from '../restore/source';
import { storeIn } from './draft-settings';

export interface KnownMachine {
  machine: string;
  /** How many there are. */
  snapshots: number;
  /** The name of the last one. */
  latest: string;
  /** Of the last one; absent where its record is broken. */
  files?: number;
  bytes?: number;
  roots: string[];
}

export interface KeptMachine extends KnownMachine {
  /** Absolute. */
  store: string;
}

/** By name; those without a complete snapshot are none. Fails with store-missing, and as askAll does. */
export async function findMachines(programs: OwnPrograms, store: string): Promise<Result<KeptMachine[]>> {
  if (statSync(store, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return failure({ code: 'store-missing', directory: store });
  }
  const kept: KeptMachine[] = [];
  for (const machine of machinesIn(store)) {
    const known = await knowMachine({ ...programs, kind: 'here', store, machine });
    if (!known.ok) return known;
    if (known.value !== undefined) kept.push({ ...known.value, store });
  }
  return success(kept);
}

/** Undefined where it has no complete snapshot. Fails as askAll does. */
export async function knowMachine(source: Source): Promise<Result<KnownMachine | undefined>> {
  const asked = await askAll(source, { ask: 'snapshots' }, 'snapshot');
  if (!asked.ok) return asked;
  const latest = chooseSnapshot(asked.value, undefined);
  if (latest === undefined) return success(undefined);
  const { snapshot, files, bytes, roots = [] } = latest;
  return success({
    ...{ machine: source.machine, snapshots: asked.value.length, latest: snapshot, roots },
    ...(files !== undefined && { files }),
    ...(bytes !== undefined && { bytes }),
  });
}

/** The same; where a disk is named, in our own folder on it, as the set-up makes it. */
export async function findMachinesOn(programs: OwnPrograms, place: string): Promise<Result<KeptMachine[]>> {
  const found = await findMachines(programs, place);
  if (!found.ok || found.value.length > 0 || !existsSync(storeIn(place))) return found;
  return findMachines(programs, storeIn(place));
}

function machinesIn(store: string): string[] {
  try {
    return readdirSync(store)
      .filter((name) => machineNameSchema.safeParse(name).success && isDirectory(join(store, name)))
      .sort();
  } catch {
    return [];
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
