/** What a program says its version is, for a report of trouble. */
import { findProgram } from './find-program';
import { runProgram } from './run-program';

/** Of rsync the number alone, of others the first line they say. Never rejects. */
export async function programVersion(name: string, option: string): Promise<string> {
  const file = findProgram(name);
  if (file === undefined) return 'not there';
  const { stdout, stderr } = await runProgram({ file, args: [option], timeoutMs: 10_000 });
  const [said = ''] = `${stdout}${stderr}`.split('\n');
  return /^rsync +version v?(\S+)/.exec(said)?.[1] ?? (said === '' ? 'says nothing' : said);
}
