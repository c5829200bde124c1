/** Programs as measured: from their start until they and all that they waited for have ended. */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';

/** @typedef {{ seconds: number, cpuSeconds: number }} Cost wall clock; user and system time of the whole process tree */
/** @typedef {{ env?: NodeJS.ProcessEnv, cwd?: string, may?: number[] }} Around `may`: exit statuses that are as good as 0 */

// times(1p): the second line is that of the children, and of theirs.
export const SCRIPT = '"$@"; status=$?; times >&3; exit $status';

/** @param {string[]} command @param {Around} [around] @returns {Cost & { stdout: string }} */
export function measure(command, around = {}) {
  const start = process.hrtime.bigint();
  const ended = spawnSync('sh', ['-c', SCRIPT, 'sh', ...command], {
    ...{ env: around.env, cwd: around.cwd, encoding: 'utf8', maxBuffer: 2 ** 30 },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (ended.status !== 0 && !around.may?.includes(ended.status ?? -1)) {
    throw new Error(
      `${command.join(' ')} ended with ${ended.status}: ${ended.stderr}${ended.stdout.slice(-2000)}`,
    );
  }
  return { seconds, cpuSeconds: readTimes(ended.output[3] ?? ''), stdout: ended.stdout };
}

/** @param {string} text "0m0.01s 0m0.02s", a line for the shell and one for its children */
export function readTimes(text) {
  const [, children = ''] = text.trim().split('\n');
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

/** What a directory takes on its disk. @param {string} directory */
export function diskBytes(directory) {
  const { stdout } = spawnSync('du', ['-s', '--block-size=1', directory], { encoding: 'utf8' });
  return Number(stdout.split('\t')[0] ?? 0);
}

/** The first line that a program says of its version. @param {string[]} command */
export function versionOf([file = '', ...args]) {
  const { stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' });
  return (stdout || stderr || `${file} is missing`).split('\n')[0]?.replace(/\s+/g, ' ').trim() ?? file;
}

/** @param {string} directory */
export function describeMachine(directory) {
  const kind = spawnSync('stat', ['-f', '-c', '%T', directory], { encoding: 'utf8' }).stdout.trim();
  const load = loadavg().map((one) => one.toFixed(1));
  return `Node ${process.version}; ${kind}; load ${load.join(' ')}`;
}
