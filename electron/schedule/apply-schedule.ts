/** A schedule as a whole: in the settings, which say when, and in what starts it. */
import { success, type Result } from '../../shared/result';
import type { Schedule, SettingsFile } from '../../shared/settings';
import { changePart } from '../settings/change-part';
import { changeSettings } from '../settings/save-settings';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { userCommand } from './find-user-command';
import { installSchedule, removeSchedule } from './install-schedule';

/**
 * Fails as reading and changing settings does, and nothing is changed then; or with schedule-not-installed: the settings have the
 * schedule by then, and whoever starts `--run --if-due` by other means can go by it.
 * @param to of which destination; absent: the first
 * @param seen as of changeSettings
 */
export async function applySchedule(
  paths: Pick<UserPaths, 'settingsFile'>,
  schedule: Schedule,
  launcher: string,
  { to, seen }: { to?: string | undefined; seen?: string | undefined } = {},
): Promise<Result<SettingsFile>> {
  const now = readSettings(paths.settingsFile, to);
  if (!now.ok) return now;
  const changed = changeSettings(
    paths.settingsFile,
    (raw) => changePart(raw, now.value, { part: 'schedule', value: schedule }),
    seen,
  );
  if (!changed.ok) return changed;
  const isAny = changed.value.destinations.some((each) => each.schedule.kind !== 'off');
  const installed = isAny
    ? await installSchedule(userCommand(launcher, process.env))
    : await removeSchedule();
  return installed.ok ? success(changed.value) : installed;
}

/** What starts backups is taken out where no destination has a schedule any more. Fails with schedule-not-installed. */
export async function stopUnscheduled({ destinations }: SettingsFile): Promise<Result<undefined>> {
  return destinations.every(({ schedule }) => schedule.kind === 'off')
    ? removeSchedule()
    : success(undefined);
}
