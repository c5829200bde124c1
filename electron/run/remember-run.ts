/** What a good backup teaches for the next ones: which store it went to, and what this machine is called there. */
import { isGood, type Outcome } from '../../shared/outcome';
import type { Settings } from '../../shared/settings';
import { machineNameOf } from '../settings/machine-name';
import { changeSettings } from '../settings/save-settings';
import type { UserPaths } from '../settings/user-paths';
import { rememberStore } from './known-stores';

/** What cannot be written is told to `warn`, and is written after the next one. */
export function rememberRun(
  paths: UserPaths,
  settings: Settings,
  outcome: Outcome,
  warn: (message: string) => void,
): void {
  if (!isGood(outcome) || !('acknowledged' in outcome) || outcome.acknowledged === undefined) return;
  const { store, snapshot } = outcome.acknowledged;
  try {
    rememberStore(paths, outcome.host, store, new Date());
  } catch (error) {
    warn(`Which store this backup went to could not be written down: ${(error as Error).message}`);
  }
  // A host has this machine's name on its own command line.
  if (settings.machine !== undefined || settings.host.kind !== 'local') return;
  const machine = machineNameOf(settings, snapshot);
  const kept = changeSettings(paths.settingsFile, (raw) => ({ ...raw, machine: raw.machine ?? machine }));
  if (!kept.ok) warn(`This machine's name, ${machine}, could not be kept in the settings.`);
}
