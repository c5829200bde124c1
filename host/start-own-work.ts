/** Starts this program once more, for work that nobody waits for: detached, and idle on the disk. */
import { asPlainNode } from '../process/environment';
import { findProgram } from '../process/find-program';
import { startDetached } from '../process/start-detached';

/** False where it could not be started. */
export async function startOwnWork(...words: readonly string[]): Promise<boolean> {
  const [program] = process.argv.slice(1);
  if (program === undefined) return false;
  const own = [process.execPath, program, ...words];
  const ionice = findProgram('ionice');
  const [file = '', ...args] = ionice === undefined ? own : [ionice, '-c3', ...own];
  return await startDetached({ file, args, env: asPlainNode() });
}
