/** The processes of an Electron, seen from outside through proc(5): which there are, and how they are confined. */
import { readFileSync, readdirSync } from 'node:fs';
import type { Sandbox } from './sandbox';

export interface SeenProcess {
  pid: number;
  /** In clock ticks since boot: a pid is used again, a pid with its start time is not. */
  startedAt: string;
  command: string;
}

export interface RendererConfinement {
  pid: number;
  /** Its system calls are filtered (seccomp mode 2). */
  seccomp: boolean;
  /** It is in a PID namespace of its own, which as an ordinary user takes a user namespace. */
  namespace: boolean;
}

function readProcess(pid: number): (SeenProcess & { parent: number }) | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything; what follows it is fields.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent = '0'] = fields;
    if (state === 'Z' || state === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(parent), startedAt: fields[19] ?? '', command };
  } catch {
    // It ended while it was looked at.
    return undefined;
  }
}

function allProcesses(): (SeenProcess & { parent: number })[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

/** This process and all below it. */
export function processTree(root: number): SeenProcess[] {
  const all = allProcesses();
  const tree = all.filter(({ pid }) => pid === root);
  // Parents come before their children in `tree`, which grows while it is walked.
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Whatever runs with the sandbox's HOME, however it was started: also what let go of its parent. */
export function processesOf(sandbox: Sandbox): SeenProcess[] {
  return allProcesses().filter(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`HOME=${sandbox.path}`);
    } catch {
      // Another user's, or one of Chromium's confined ones: those are in the tree.
      return false;
    }
  });
}

export function isRunning({ pid, startedAt }: SeenProcess): boolean {
  return readProcess(pid)?.startedAt === startedAt;
}

/** How Chromium confines the renderers below this process. */
export function rendererConfinements(root: number): RendererConfinement[] {
  return processTree(root)
    .filter(({ command }) => command.includes('--type=renderer'))
    .map(({ pid }) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const pids = /^NSpid:\s*(.*)$/m.exec(status)?.[1]?.split(/\s+/) ?? [];
      return { pid, seccomp: /^Seccomp:\s*2$/m.test(status), namespace: pids.length > 1 };
    });
}
