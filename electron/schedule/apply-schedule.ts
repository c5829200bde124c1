/** A schedule as a whole: in the settings, which say when, and in what starts it. */
import { success, type Result } from '../../shared/result';
import type { Schedule, Settings } from '../../shared/settings';
import { changeSettings } from '../settings/save-settings';
import type { UserPaths } from '../settings/user-paths';
import { userCommand } from './find-user-command';
import { installSchedule, removeSchedule } from './install-schedule';

/**
 * Fails as changing settings does, and nothing is changed then; or with schedule-not-installed: the settings have the
 * schedule by then, and whoever starts `--run --if-due` by other means can go by it.
 * @param seen as of changeSettings
 */
export async function applySchedule(
  paths: Pick<UserPaths, 'settingsFile'>,
  schedule: Schedule,
  launcher: string,
  seen?: string,
): Promise<Result<Settings>> {
  const changed = changeSettings(paths.settingsFile, (raw) => ({ ...raw, schedule }), seen);
  if (!changed.ok) return changed;
  const installed =
    schedule.kind === 'off'
      ? await removeSchedule()
      : await installSchedule(userCommand(launcher, process.env));
  return installed.ok ? success(changed.value) : installed;
}
