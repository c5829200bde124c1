/**
 * Which processes come from this test file, whoever started them and whoever their parent is by now. All of them bear a
 * mark that the kernel hands on through fork and exec, and that neither a clean environment nor setsid takes off: a soft
 * limit for POSIX message queues, which no program here uses (RLIMIT_MSGQUEUE, getrlimit(2)). So a test that looks at
 * the whole machine sees its own, while others run beside it.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { userInfo } from 'node:os';

/** Below the least hard limit that is usual, 819,200 bytes. */
const MARK = String(process.pid % 800_000);
execFileSync('prlimit', ['--pid', String(process.pid), `--msgqueue=${MARK}:`]);

export interface ProcessEntry {
  pid: number;
  parent: number;
  name: string;
  command: string;
}

/** All that come from this test file and have not ended; itself included. */
export function ownProcesses(): ProcessEntry[] {
  return processesOfUser().filter(({ pid }) => markOf(pid) === MARK);
}

/** The sockets of this user's processes that come from elsewhere, by inode. */
export function socketsOfOthers(): Set<string> {
  const others = processesOfUser().filter(({ pid }) => ![MARK, undefined].includes(markOf(pid)));
  return new Set(others.flatMap(({ pid }) => socketsOf(pid)));
}

function processesOfUser(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

/**
 * Undefined: it ended while it was looked at, or is another user's. One without a command line is on its way out: the kernel
 * has taken its memory already (proc(5), /proc/pid/cmdline).
 */
function readProcess(pid: number): ProcessEntry | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (key: string): string => new RegExp(`^${key}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
    if (Number(field('Uid')) !== userInfo().uid || field('State') === 'Z') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (command === '') return undefined;
    return { pid, parent: Number(field('PPid')), name: field('Name'), command };
  } catch {
    return undefined;
  }
}

function markOf(pid: number): string | undefined {
  try {
    const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
    return /^Max msgqueue size\s+(\S+)/m.exec(limits)?.[1];
  } catch {
    return undefined;
  }
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode === undefined ? [] : [inode];
    });
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
