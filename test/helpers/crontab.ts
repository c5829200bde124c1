/** The real crontab of the user who runs the tests, through crontab(1). Who changes it puts it back as it was. */
import { execFileSync, spawnSync } from 'node:child_process';

export const CRONTAB = '/usr/bin/crontab';

/** Undefined: there is none. */
export function readCrontab(): Buffer | undefined {
  const { status, stdout } = spawnSync(CRONTAB, ['-l']);
  return status === 0 ? stdout : undefined;
}

export function writeCrontab(content: Buffer | undefined): void {
  if (content !== undefined) execFileSync(CRONTAB, ['-'], { input: content });
  else if (readCrontab() !== undefined) execFileSync(CRONTAB, ['-r']);
}

/** Those of Latchkey, as text: one, or none. */
export function scheduleLines(): string[] {
  const lines = readCrontab()?.toString('utf8').split('\n') ?? [];
  return lines.filter((line) => line.endsWith('# latchkey schedule') && !line.startsWith('#'));
}

/** What cron hands to sh (crontab(5)). */
export function commandOf(line: string): string {
  return line.split(' ').slice(5).join(' ').replaceAll('\\%', '%');
}
