/** What must not be left of a run: processes, listening ports, run directories, keys. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';

const NAMES = new Set(['sshd', 'sshd-session', 'sshd-auth', 'ssh', 'ssh-keygen', 'rsync', 'ionice']);

export interface ProcessEntry {
  pid: number;
  parent: number;
  command: string;
}

/** The programs of Latchkey that this user runs now, those of `except` and their like left out. */
export function runningPrograms(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const entry = readProcess(Number(name));
      return entry === undefined ? [] : [entry];
    });
}

function readProcess(pid: number): ProcessEntry | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (key: string): string => new RegExp(`^${key}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const ours = NAMES.has(field('Name')) || /dist\/(latchkey|guard|latchkey-host)\.mjs/.test(command);
    if (Number(field('Uid')) !== userInfo().uid || field('State') === 'Z' || !ours) return undefined;
    return { pid, parent: Number(field('PPid')), command };
  } catch {
    // It ended while it was looked at.
    return undefined;
  }
}

/** Ports that programs of this user listen on (proc(5), /proc/net/tcp). */
export function listeningPorts(): number[] {
  const ports = ['/proc/net/tcp', '/proc/net/tcp6'].filter(existsSync).flatMap((table) =>
    readFileSync(table, 'latin1')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && fields[7] === String(userInfo().uid))
      .map((fields) => parseInt(fields[1]?.split(':')[1] ?? '0', 16)),
  );
  return [...new Set(ports)].sort((a, b) => a - b);
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
