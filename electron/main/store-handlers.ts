/** What the History view does to a snapshot on a disk here, and what the settings say about a rule. */
import { failure, success, type Result } from '../../shared/result';
import type { StoreChannel, StoreInput, StoreOutput } from '../../shared/ipc-store';
import { askPinned, dropSnapshot, pinSnapshot, previewPolicy } from '../store/ask-store';
import { whereSnapshotIs, type FoundSnapshot } from '../store/find-snapshot';
import { readHistory } from '../history/history';
import { askStore } from '../store/known-stores';
import { nameOfHost } from '../../shared/settings';
import type { Bundles } from '../settings/bundles';
import { machineNameOf } from '../settings/machine-name';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';

export type StoreHandlers = {
  [C in StoreChannel]: (input: StoreInput<C>) => Promise<Result<StoreOutput<C>>>;
};

export function createStoreHandlers(paths: UserPaths, bundles: Bundles): StoreHandlers {
  const find = (run: string): Result<FoundSnapshot> => {
    const outcome = readHistory(paths.historyFile).find(({ id }) => id === run);
    return outcome === undefined
      ? failure({ code: 'request-refused', detail: 'that is no run' })
      : whereSnapshotIs(outcome);
  };
  return {
    'store.snapshot': async ({ run }) => {
      const found = find(run);
      return success(found.ok ? await askPinned(bundles, found.value) : null);
    },
    'store.pin': async ({ run, label }) => {
      const found = find(run);
      if (!found.ok) return found;
      const done = await pinSnapshot(bundles, found.value, label);
      return done.ok ? success(null) : done;
    },
    'store.drop': async ({ run }) => {
      const found = find(run);
      if (!found.ok) return found;
      const done = await dropSnapshot(bundles, found.value);
      return done.ok ? success(null) : done;
    },
    'store.preview': async ({ keep }) => {
      const settings = readSettings(paths.settingsFile);
      if (!settings.ok) return settings;
      const { host } = settings.value;
      if (host.kind !== 'local') return success(null);
      const machine = machineNameOf(settings.value, askStore(paths, nameOfHost(settings.value)).last);
      return success(await previewPolicy(bundles, host.directory, machine, keep));
    },
  };
}
