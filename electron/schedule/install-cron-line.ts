/** Our line in the user's crontab, through crontab(1): the file itself belongs to cron. */
import { runProgram } from '../../process/run-program';
import { failure, success, type Result } from '../../shared/result';
import { isCronRunning } from './cron-daemon';
import { cronLine, findCronLine, launcherOf, withCronLine } from './cron-line';
import { installedSchedule, type InstalledSchedule } from './installed-schedule';
import type { UserCommand } from './user-command';

const LIMIT_MS = 15_000;
/** What runProgram keeps is limited; a crontab that was cut off must not be written back. */
const MOST_BYTES = 512 * 1024;

/** Fails with schedule-not-installed where crontab refuses to read or to write. */
export async function installCronLine(crontab: string, command: UserCommand): Promise<Result<undefined>> {
  return change(crontab, toBytes(cronLine(command)));
}

export async function removeCronLine(crontab: string): Promise<Result<undefined>> {
  return change(crontab, undefined);
}

/** `processes`: where they are listed. */
export async function readCronLine(
  crontab: string,
  processes?: string,
): Promise<InstalledSchedule | undefined> {
  const read = await readCrontab(crontab);
  const line = read.ok ? findCronLine(read.value) : undefined;
  if (line === undefined) return undefined;
  const installed = installedSchedule('cron', launcherOf(Buffer.from(line, 'latin1').toString('utf8')));
  return isCronRunning(processes) ? installed : { ...installed, problem: { kind: 'no-cron' } };
}

async function change(crontab: string, line: string | undefined): Promise<Result<undefined>> {
  const before = await readCrontab(crontab);
  if (!before.ok) return before;
  const after = withCronLine(before.value, line);
  if (after === before.value) return success(undefined);
  const written = await runProgram({
    ...{ file: crontab, args: [after === '' ? '-r' : '-'], timeoutMs: LIMIT_MS },
    input: Buffer.from(after, 'latin1'),
  });
  return written.status === 0 ? success(undefined) : refused(written.startError ?? written.stderr);
}

/** Bytes, one to one; empty where this user has none. */
async function readCrontab(crontab: string): Promise<Result<string>> {
  const { status, stdout, stderr, startError } = await runProgram({
    ...{ file: crontab, args: ['-l'], timeoutMs: LIMIT_MS, encoding: 'latin1' },
  });
  if (stdout.length > MOST_BYTES) return refused('your crontab is too long');
  if (status === 0) return success(stdout);
  return /no crontab for/i.test(stderr) ? success('') : refused(startError ?? stderr);
}

function refused(words: string): Result<never> {
  const detail = words.trim().split('\n').at(-1) ?? '';
  return failure({ code: 'schedule-not-installed', detail: detail === '' ? 'crontab failed' : detail });
}

function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
