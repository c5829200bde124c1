/** What a program says its version is. */
import { findProgram } from './find-program';
import { runProgram } from './run-program';

const LIMIT_MS = 10_000;

export interface RsyncVersion {
  /** Such as "3.5.0pre1". */
  full: string;
  /** Such as "3.5.0"; undefined where it is no release's. */
  numbers: string | undefined;
}

/** Of the rsync at this path; undefined where that says nothing of the kind. Never rejects. */
export async function askRsyncVersion(rsync: string): Promise<RsyncVersion | undefined> {
  const { stdout } = await runProgram({ file: rsync, args: ['--version'], timeoutMs: LIMIT_MS });
  const full = rsyncVersionIn(stdout);
  return full === undefined ? undefined : { full, numbers: /^\d+\.\d+\.\d+/.exec(full)?.[0] };
}

/** For a report of trouble. Of rsync the number alone, of others the first line they say. Never rejects. */
export async function programVersion(name: string, option: string): Promise<string> {
  const file = findProgram(name);
  if (file === undefined) return 'not there';
  const { stdout, stderr } = await runProgram({ file, args: [option], timeoutMs: LIMIT_MS });
  const [said = ''] = `${stdout}${stderr}`.split('\n');
  return rsyncVersionIn(said) ?? (said === '' ? 'says nothing' : said);
}

function rsyncVersionIn(said: string): string | undefined {
  return /^rsync +version v?(\S+)/m.exec(said)?.[1];
}
