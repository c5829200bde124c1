/** The store that files come back from, as the settings have it. */
import { failure, success, type Result } from '../../shared/result';
import type { Settings } from '../../shared/settings';
import type { Source } from '../restore/ask';
import { findLocalStore } from '../run/check-store';
import { askStore } from '../run/known-stores';
import { nameOfHost } from '../run/name-of-host';
import type { Bundles } from '../run/run-context';
import { machineNameOf } from '../settings/machine-name';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';

/** Fails with what readSettings does, restore-needs-host and store-missing. */
export function findSource(
  paths: UserPaths,
  bundles: Pick<Bundles, 'runtime' | 'host'>,
): Result<{ source: Source; settings: Settings }> {
  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) return settings;
  const { host } = settings.value;
  const name = nameOfHost(settings.value);
  if (host.kind !== 'local') return failure({ code: 'restore-needs-host', host: name });
  const meant = askStore(paths, name);
  const machine = machineNameOf(settings.value, meant.last);
  const { directory } = host;
  const store = findLocalStore({ directory, machine, meant });
  // Another disk than the last one may hold what is wanted, too.
  if (!store.ok && store.failure.code === 'store-missing') return store;
  const { runtime, host: program } = bundles;
  return success({
    source: { store: directory, machine, runtime, host: program },
    settings: settings.value,
  });
}
