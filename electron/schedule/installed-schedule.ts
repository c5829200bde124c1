/** What really starts the scheduled backups, which is not always what the settings say. */
import { accessSync, constants } from 'node:fs';

export interface InstalledSchedule {
  by: 'systemd' | 'cron';
  /** What it starts; absent where somebody has changed the unit or the line. */
  launcher?: string;
  /** Why it will not start anything all the same. */
  problem?: string;
}

/** "a systemd timer", "a line in your crontab"; with what is wrong with it. */
export function describeInstalled(installed: InstalledSchedule): string {
  const what = installed.by === 'systemd' ? 'a systemd timer' : 'a line in your crontab';
  const problem = installed.problem ?? problemOf(installed.launcher);
  return problem === undefined ? what : `${what}, but ${problem}`;
}

function problemOf(launcher: string | undefined): string | undefined {
  if (launcher === undefined) return 'it was changed by hand';
  try {
    accessSync(launcher, constants.X_OK);
    return undefined;
  } catch {
    return `${launcher}, which it starts, is not there any more`;
  }
}
