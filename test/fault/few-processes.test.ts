/** A machine that is short of processes: whichever program is the first that cannot be started, that is what is said. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { afterBackupEnded } from '../helpers/after-backup';
import { runDirectoriesOf } from '../helpers/leftovers';
import { CLI, Sandbox, startProgram, type Started } from '../helpers/sandbox';

const CANCELLED = 130;
const KEPT = new Set(['logs', 'history.jsonl', 'confinement.json', 'seen-roots.json', 'stores.json']);

/** Counted in a user namespace of its own, so that nothing else which this user runs is in it (getrlimit(2), RLIMIT_NPROC). */
function withProcesses(most: number, own: Sandbox): Started {
  const uid = String(process.getuid?.() ?? 0);
  const command = ['-U', `--map-user=${uid}`, 'prlimit', `--nproc=${most}`, process.execPath, CLI, '--run'];
  return startProgram('unshare', command, own.environment);
}

const SHORT_OF_PROCESSES =
  /(rsync does not run on this machine|could not (be )?start|was ended by another one \(SIGABRT\)).*ulimit -a/s;

// One program after the other is the first that cannot be started, be it by us or by another. In between, Node itself may hang
// while it starts, since it waits for threads that it has not got: that is another test's, and here it is not waited for.
test.concurrent.each([11, 12, 13, 19, 20, 21, 22, 23, 24, 29, 30, 31, 32, 33, 34, 35])(
  'with %i processes and threads, what could not be started is named, and nothing is left',
  { timeout: 90_000 },
  async (most) => {
    const own = new Sandbox();
    try {
      own.useLocalStore();
      writeFileSync(join(own.source, 'letter'), 'dear reader\n');
      const started = withProcesses(most, own);
      const hangs = setTimeout(() => {
        started.kill('SIGTERM');
      }, 15_000);
      const run = await started.finished;
      clearTimeout(hangs);
      await afterBackupEnded(own.path);
      if (run.status !== 0 && run.status !== CANCELLED) {
        expect(run, JSON.stringify(run)).toMatchObject({ status: 1, signal: null });
        expect(run.stderr).toMatch(SHORT_OF_PROCESSES);
      }
      expect(runDirectoriesOf(own)).toEqual([]);
      expect(readdirSync(join(own.state, 'latchkey')).filter((name) => !KEPT.has(name))).toEqual([]);
    } finally {
      own.remove();
    }
  },
);
