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

/** @typedef {{ pid: number, parent: number, bytes: number }} Entry `bytes` are resident, and count what is shared for each */

/** Bytes that are resident now, in a process and all below it; what they share counts once for each. @param {number} root */
export function residentBytesBelow(root) {
  return processesBelow(root).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** That process and all below it, those above first. @param {number} root @returns {Entry[]} */
export function processesBelow(root) {
  /** @type {Map<number, Entry[]>} */
  const children = new Map();
  /** @type {Entry[]} */
  const found = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    if (fields.length === 0) continue;
    const entry = { pid: Number(name), parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE_BYTES };
    if (entry.pid === root) found.push(entry);
    children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry]);
  }
  // It grows while it is gone through.
  for (const { pid } of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Bytes of its own that are resident: neither of a file nor shared; 0 where it has ended. @param {number} pid */
export function ownBytesOf(pid) {
  try {
    const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Its command line, word by word; none where it has ended. @param {number} pid */
export function wordsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
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
