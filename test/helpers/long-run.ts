/** A backup that is reading and will be for a while: the file has no data on a disk, and a lot on the wire. */
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leftoversSince, runningPrograms, type Before } from './leftovers';
import type { ProcessEntry } from './own-processes';
import type { Sandbox, Started } from './sandbox';
import { until } from './until';

export async function startLongRun(sandbox: Sandbox): Promise<Started> {
  const file = join(sandbox.source, 'a long one');
  if (!existsSync(file)) writeFileSync(file, '');
  truncateSync(file, 20_000_000_000);
  const run = sandbox.start('--run', '--json');
  await run.saw('"type":"reading"');
  // The guard has started rsync; what it starts it with may not have made way for it yet.
  await until(
    () =>
      runningPrograms().some(
        ({ command }) => command.includes('rsync --server --sender') && command.includes(sandbox.source),
      ),
    () => JSON.stringify(runningPrograms()),
  );
  return run;
}

/** Makes the next run a short one. */
export function endOfLongFile(sandbox: Sandbox): void {
  truncateSync(join(sandbox.source, 'a long one'), 3);
}

/** The programs of this test whose command looks like this, as soon as there is one: a run says what it does before its programs do. */
export async function programsLike(pattern: RegExp, before: Before): Promise<ProcessEntry[]> {
  const found = (): ProcessEntry[] =>
    runningPrograms().filter(({ pid, command }) => !before.pids.has(pid) && pattern.test(command));
  let programs: ProcessEntry[] = [];
  await until(
    () => {
      programs = found();
      return programs.length > 0;
    },
    () => `no program like ${pattern.source} among ${JSON.stringify(runningPrograms())}`,
  );
  return programs;
}

/** One that has ended by itself meanwhile, as what a program asks another for does, needs none. */
export function signalAll(programs: readonly ProcessEntry[], signal: NodeJS.Signals): void {
  for (const { pid } of programs) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** The host's side may need a moment after the laptop's. */
export async function untilNothingIsLeft(before: Before, sandbox: Sandbox): Promise<void> {
  await until(
    () => leftoversSince(before, sandbox).length === 0,
    () => leftoversSince(before, sandbox).join('\n'),
  );
}
