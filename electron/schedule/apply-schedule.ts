/** A schedule as a whole: in the settings, which say when, and in what starts it. */
import { success, type Result } from '../../shared/result';
import type { Schedule, Settings } from '../../shared/settings';
import { changeSettings } from '../settings/save-settings';
import type { UserPaths } from '../settings/user-paths';
import { findScheduleTools, installSchedule, removeSchedule } from './install-schedule';
import { userCommand } from './user-command';

/**
 * Fails as changing settings does, and nothing is changed then; or with schedule-not-installed: the settings have the
 * schedule by then, and whoever starts `--run --if-due` by other means can go by it.
 */
export async function applySchedule(
  paths: Pick<UserPaths, 'settingsFile'>,
  schedule: Schedule,
  launcher: string,
  tools = findScheduleTools(),
): Promise<Result<Settings>> {
  const changed = changeSettings(paths.settingsFile, (raw) => ({ ...raw, schedule }));
  if (!changed.ok) return changed;
  const installed =
    schedule.kind === 'off'
      ? await removeSchedule(tools)
      : await installSchedule(userCommand(launcher, process.env), tools);
  return installed.ok ? success(changed.value) : installed;
}
