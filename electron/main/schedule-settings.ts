/** The schedule as the window shows and changes it: in the settings, and in what really starts backups. */
import { success, type Result } from '../../shared/result';
import type { Schedule } from '../../shared/settings';
import type { Starter } from '../../shared/starter';
import { applySchedule } from '../schedule/apply-schedule';
import { readInstalledSchedules } from '../schedule/install-schedule';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';

export interface ScheduleSettings {
  get: () => Promise<Result<{ schedule: Schedule; installed: Starter[] }>>;
  set: (schedule: Schedule) => Promise<Result<null>>;
}

export function scheduleSettings(paths: UserPaths, launcher: string): ScheduleSettings {
  return {
    get: async () => {
      const settings = readSettings(paths.settingsFile);
      if (!settings.ok) return settings;
      return success({ schedule: settings.value.schedule, installed: await readInstalledSchedules() });
    },
    set: async (schedule) => {
      const applied = await applySchedule(paths, schedule, launcher);
      return applied.ok ? success(null) : applied;
    },
  };
}
