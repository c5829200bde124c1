/** Whether anything reads crontabs here: a crontab program is often there without its daemon, as in a container. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../../process/read-file';

/** Debian's cron, cronie and dcron, fcron, busybox (proc(5), /proc/pid/comm). */
const DAEMONS = new Set(['cron', 'crond', 'fcron']);
/** systemd-cron makes timers of crontabs, and has no daemon. */
const GENERATORS = ['/usr/lib/systemd', '/lib/systemd'].map((place) =>
  join(place, 'system-generators/systemd-crontab-generator'),
);

/** True where it cannot be told: with hidepid, nobody else's processes are seen. */
export function isCronRunning(processes = '/proc'): boolean {
  if (GENERATORS.some((path) => existsSync(path))) return true;
  if (nameOf(processes, '1') === undefined) return true;
  return readdirSync(processes).some((pid) => /^\d+$/.test(pid) && DAEMONS.has(nameOf(processes, pid) ?? ''));
}

/** Undefined where it has ended, or is not shown. */
function nameOf(processes: string, pid: string): string | undefined {
  try {
    return readRegularFile(join(processes, pid, 'comm'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
