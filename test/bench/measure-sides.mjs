/** One backup as measured: the command's side, and the side of the sshd that it speaks to, until all has ended. */
import { spawn } from 'node:child_process';
import { followAfterwork } from './afterwork.mjs';
import { diskBytes, readTimes, SCRIPT } from './measure.mjs';
import { loopbackBytes, residentBytesBelow } from './processes.mjs';

const LOOK_EVERY_MS = 100;

/**
 * @typedef {{
 *   seconds: number, cpuSeconds: number, here: number, there: number, memoryHere: number, memoryThere: number,
 *   wire: number, disk: number, open: number
 * }} Sides `seconds` until the command has ended; `cpuSeconds` of all, `here` and `there` of each side; bytes; `open` is how
 * long the laptop could be read, in seconds
 * @typedef {{
 *   command: string[], env: NodeJS.ProcessEnv, store: string, may?: number[],
 *   openSeconds?: (stdout: { at: number, line: string }[]) => number
 * }} Backup `openSeconds`: where that is not the whole command
 */

/** @param {Backup} backup @param {import('./loopback.mjs').Loopback} loopback @returns {Promise<Sides>} */
export async function measureSides({ command, env, store, may = [], openSeconds }, loopback) {
  const before = { disk: diskBytes(store), wire: loopbackBytes(), there: loopback.cpuSeconds() };
  const start = performance.now();
  const child = spawn('sh', ['-c', SCRIPT, 'sh', ...command], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const memory = { here: 0, there: 0 };
  const looking = setInterval(() => {
    memory.here = Math.max(memory.here, residentBytesBelow(child.pid ?? 0));
    memory.there = Math.max(memory.there, residentBytesBelow(loopback.pid));
  }, LOOK_EVERY_MS);
  /** @type {{ at: number, line: string }[]} */
  const lines = [];
  let [said, times] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    for (const line of String(chunk).split('\n'))
      lines.push({ at: (performance.now() - start) / 1000, line });
  });
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  child.stdio[3]?.on('data', (chunk) => (times += String(chunk)));
  const status = await new Promise((/** @type {(status: number | null) => void} */ resolve) =>
    child.once('close', resolve),
  );
  clearInterval(looking);
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && !may.includes(status ?? -1)) {
    throw new Error(
      `${command.join(' ')} ended with ${status}: ${said}${lines
        .map(({ line }) => line)
        .join('\n')
        .slice(-2000)}`,
    );
  }
  const afterwards = await followAfterwork(store);
  const here = readTimes(times);
  const there = loopback.cpuSeconds() - before.there + afterwards.cpuSeconds;
  return {
    ...{ seconds, cpuSeconds: here + there, here, there },
    ...{ memoryHere: memory.here, memoryThere: memory.there, wire: loopbackBytes() - before.wire },
    ...{ disk: diskBytes(store) - before.disk, open: openSeconds?.(lines) ?? seconds },
  };
}
