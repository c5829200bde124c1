/**
 * What starts `latchkey --run --if-due` without us: a systemd user timer where the user's systemd runs, else a line for
 * cron. When a backup is due is not written there but in the settings, so it stays the same for every schedule.
 */
import { findProgram } from '../../process/find-program';
import { failure, success, type Result } from '../../shared/result';
import { installCronLine, readCronLine, removeCronLine } from './install-cron-line';
import { answersSystemd, installTimer, readTimer, removeTimer } from './install-timer';
import type { InstalledSchedule } from './installed-schedule';
import { isExpressible, type UserCommand } from './user-command';

/** Absolute paths; absent: not on this machine. */
export interface ScheduleTools {
  systemctl?: string;
  crontab?: string;
  /** Where processes are listed; absent: /proc. */
  processes?: string;
}

function findScheduleTools(): ScheduleTools {
  const systemctl = findProgram('systemctl');
  const crontab = findProgram('crontab');
  return { ...(systemctl !== undefined && { systemctl }), ...(crontab !== undefined && { crontab }) };
}

/** Installs it anew, whatever of it was there. Fails with schedule-not-installed. */
export async function installSchedule(
  command: UserCommand,
  tools = findScheduleTools(),
): Promise<Result<undefined>> {
  if (!isExpressible(command)) {
    const detail = `the path ${JSON.stringify(command.launcher)} or its surroundings hold a control character`;
    return failure({ code: 'schedule-not-installed', detail });
  }
  const { systemctl, crontab } = tools;
  if (systemctl !== undefined && (await answersSystemd(systemctl))) {
    const installed = await installTimer(systemctl, command);
    // One is enough. A crontab that cannot be read has no line of ours that could be taken out.
    if (installed.ok && crontab !== undefined) await removeCronLine(crontab);
    return installed;
  }
  if (crontab !== undefined) return installCronLine(crontab, command);
  const detail = "your user's systemd does not run, and there is no crontab program";
  return failure({ code: 'schedule-not-installed', detail });
}

/** Both ways, however it got there. */
export async function removeSchedule(tools = findScheduleTools()): Promise<Result<undefined>> {
  try {
    await removeTimer(tools.systemctl);
  } catch (error) {
    return failure({ code: 'schedule-not-installed', detail: (error as Error).message });
  }
  if (tools.crontab === undefined) return success(undefined);
  // Where crontab itself is refused there is nothing of ours.
  if ((await readCronLine(tools.crontab)) === undefined) return success(undefined);
  return removeCronLine(tools.crontab);
}

/** What is really installed, the timer first; usually one or none. */
export async function readInstalledSchedules(tools = findScheduleTools()): Promise<InstalledSchedule[]> {
  const timer = await readTimer(tools.systemctl);
  const line = tools.crontab === undefined ? undefined : await readCronLine(tools.crontab, tools.processes);
  return [timer, line].filter((installed) => installed !== undefined);
}
