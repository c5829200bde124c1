/** What really starts the scheduled backups, which is not always what the settings say. */
import { accessSync, constants } from 'node:fs';
import type { Starter } from '../../shared/starter';

export interface InstalledSchedule extends Starter {
  /** What it starts; absent where somebody has changed the unit or the line. */
  launcher?: string;
}

export function installedSchedule(by: Starter['by'], launcher: string | undefined): InstalledSchedule {
  return { by, ...(launcher !== undefined && { launcher }), problem: problemOf(launcher) };
}

function problemOf(launcher: string | undefined): Starter['problem'] {
  if (launcher === undefined) return { kind: 'changed' };
  try {
    accessSync(launcher, constants.X_OK);
    return null;
  } catch {
    return { kind: 'launcher-gone', launcher };
  }
}
