/** What processes use, from /proc (proc(5)). */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const PAGE_BYTES = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }));

/** Its own, and that of those it has waited for, in seconds; 0 where it has ended. @param {number} pid */
export function cpuSecondsOf(pid) {
  const fields = statOf(String(pid));
  // utime, stime, cutime and cstime.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
}

/** Bytes that are resident now, in a process and all below it; what they share counts once for each. @param {number} root */
export function residentBytesBelow(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  /** @type {Map<number, number>} */
  const bytes = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    if (fields.length === 0) continue;
    const [parent, pid] = [Number(fields[1]), Number(name)];
    bytes.set(pid, Number(fields[21]) * PAGE_BYTES);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const waiting = [root];
  let sum = 0;
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    sum += bytes.get(pid) ?? 0;
    waiting.push(...(children.get(pid) ?? []));
  }
  return sum;
}

/** What stands behind the name, from the state on; none where the process has ended. @param {string} pid */
function statOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

/** Of this machine's loopback, by whomever. */
export function loopbackBytes() {
  const line = readFileSync('/proc/net/dev', 'latin1')
    .split('\n')
    .find((one) => one.trim().startsWith('lo:'));
  return Number(line?.trim().split(/\s+/)[1] ?? 0);
}
