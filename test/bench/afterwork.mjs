/** What the host's program still does when the backup is on record: its processes, until none is left (proc(5)). */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const LOOK_EVERY_MS = 20;

/** @typedef {{ seconds: number, cpuSeconds: number, bytesRead: number }} Afterwork */

/**
 * Waits for every process that names this store, and adds up what each had used when it was last seen: at most a
 * look's length is missing of each. `seconds`: how long it took; 0 where there was none.
 *
 * @param {string} store absolute @returns {Promise<Afterwork>}
 */
export async function followAfterwork(store) {
  const start = process.hrtime.bigint();
  /** @type {Map<string, { cpuSeconds: number, bytesRead: number }>} */
  const used = new Map();
  let seconds = 0;
  for (;;) {
    const pids = pidsNaming(store);
    for (const pid of pids) {
      const now = usageOf(pid);
      if (now !== undefined) used.set(pid, now);
    }
    if (pids.length === 0) break;
    seconds = Number(process.hrtime.bigint() - start) / 1e9;
    await delay(LOOK_EVERY_MS);
  }
  const all = [...used.values()];
  return {
    seconds,
    cpuSeconds: all.reduce((sum, one) => sum + one.cpuSeconds, 0),
    bytesRead: all.reduce((sum, one) => sum + one.bytesRead, 0),
  };
}

/** @param {string} store */
function pidsNaming(store) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) =>
      read(`/proc/${pid}/cmdline`)
        .split('\0')
        .some((word) => word.startsWith(store)),
    );
}

/** @param {string} pid */
function usageOf(pid) {
  // The program's name stands in parentheses and may hold anything; utime and stime are 12 and 13 behind it.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ');
  const readBytes = /^read_bytes: (\d+)$/m.exec(read(`/proc/${pid}/io`))?.[1];
  if (fields === undefined || fields.length < 13) return undefined;
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { cpuSeconds: ticks / TICKS_A_SECOND, bytesRead: Number(readBytes ?? 0) };
}

/** Empty where the process has ended. @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
