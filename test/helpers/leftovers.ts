/** What must not be left of a run: processes, listening ports, run directories, keys. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ownProcesses, socketsOfOthers, type ProcessEntry } from './own-processes';
import type { Sandbox } from './sandbox';

const NAMES = new Set(['sshd', 'sshd-session', 'sshd-auth', 'ssh', 'ssh-keygen', 'rsync', 'ionice']);

/** The programs of Latchkey, and those it starts, that run now and come from this test file. */
export function runningPrograms(): ProcessEntry[] {
  return ownProcesses().filter(
    ({ name, command }) =>
      NAMES.has(name) || /dist\/(latchkey|guard|confined|latchkey-host)\.mjs/.test(command),
  );
}

/**
 * Ports that programs of this user listen on, those from elsewhere left out (proc(5), /proc/net/tcp). Whose one is, is asked
 * later than which there are: one from elsewhere that was closed in between is in the first look only.
 */
export function listeningPorts(): number[] {
  const first = lookForPorts();
  const second = first.length === 0 ? first : lookForPorts();
  return first.filter((port) => second.includes(port));
}

function lookForPorts(): number[] {
  const listening = ['/proc/net/tcp', '/proc/net/tcp6'].filter(existsSync).flatMap((table) =>
    readFileSync(table, 'latin1')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && fields[7] === String(userInfo().uid))
      .map((fields) => ({ port: parseInt(fields[1]?.split(':')[1] ?? '0', 16), inode: fields[9] ?? '' })),
  );
  if (listening.length === 0) return [];
  const elsewhere = socketsOfOthers();
  const own = listening.filter(({ inode }) => !elsewhere.has(inode)).map(({ port }) => port);
  return [...new Set(own)].sort((a, b) => a - b);
}

export interface Before {
  pids: Set<number>;
  ports: Set<number>;
}

export function lookBefore(): Before {
  return { pids: new Set(runningPrograms().map(({ pid }) => pid)), ports: new Set(listeningPorts()) };
}

/** Everything that is there now and was not there before, in words; empty where all is clean. */
export function leftoversSince(before: Before, sandbox: Sandbox): string[] {
  return [
    ...runningPrograms()
      .filter(({ pid }) => !before.pids.has(pid))
      .map(({ pid, command }) => `process ${pid}: ${command}`),
    ...listeningPorts()
      .filter((port) => !before.ports.has(port))
      .map((port) => `port ${port}`),
    ...runDirectoriesOf(sandbox).map((path) => `run directory ${path}`),
    ...['run.lock', 'current-run.json']
      .map((name) => join(sandbox.state, 'latchkey', name))
      .filter(existsSync)
      .map((path) => `file ${path}`),
  ];
}

export function runDirectoriesOf(sandbox: Sandbox): string[] {
  const bases = [join(sandbox.runtime, 'latchkey'), join(sandbox.path, 'tmp', `latchkey-${userInfo().uid}`)];
  return bases.filter(existsSync).flatMap((base) => readdirSync(base).map((name) => join(base, name)));
}
