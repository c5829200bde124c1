/** The store on a disk of this machine that files come back from, as the settings have it. */
import { success, type Result } from '../../shared/result';
import { nameOfHost, type Settings } from '../../shared/settings';
import type { OwnPrograms, StoreHere } from '../restore/source';
import { findLocalStore } from '../store/check-store';
import { askStore } from '../store/known-stores';
import { machineNameOf } from '../settings/machine-name';
import type { UserPaths } from '../settings/user-paths';

/** Fails with store-missing. */
export function findStoreHere(
  paths: UserPaths,
  { runtime, host }: OwnPrograms,
  settings: Settings,
): Result<StoreHere> {
  const name = nameOfHost(settings);
  const meant = askStore(paths, name);
  const machine = machineNameOf(settings, meant.last);
  const store = findLocalStore({ directory: name, machine, meant });
  // Another disk than the last one may hold what is wanted, too.
  if (!store.ok && store.failure.code === 'store-missing') return store;
  return success({ kind: 'here', store: name, machine, runtime, host });
}
