/** One laptop, one run and one host for the guard's tests: real guard, real rsync on both sides, in a directory of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { GuardMessage } from '../../../electron/guard/messages';
import type { GuardPlan } from '../../../electron/guard/plan';
import { HANGS_MS } from '../../helpers/until';
import type { Wire } from './hostile-shell';

export const GUARD = fileURLToPath(new URL('../../../dist/guard.mjs', import.meta.url));
const RSYNC = '/usr/bin/rsync';
const IONICE = '/usr/bin/ionice';

/** Words that must not leave the laptop: of excluded files inside the root, and of a file outside. */
export const EXCLUDED_WORDS = 'excluded-words-0451';
export const OUTSIDE_WORDS = 'outside-words-1984';

interface Pulled {
  status: number | null;
  /** What the client printed, stdout and stderr, where a leak by messages would show. */
  printed: string;
  /** Paths below the destination. */
  received: string[];
}

export interface Stage {
  directory: string;
  root: string;
  destination: string;
  outside: string;
  plan: GuardPlan;
  messages: GuardMessage[];
  /** Ends the run, as the kernel would when it is killed. */
  endRun: () => void;
  writePlan: (plan: GuardPlan) => void;
  /** A whole pull by a real client, this machine's where none is named. */
  pull: (options: readonly string[], wire?: Partial<Wire>, client?: string) => Promise<Pulled>;
  startPull: (options: readonly string[], wire?: Partial<Wire>, client?: string) => ChildProcess;
  /** The guard alone, as sshd starts it. */
  startGuard: (command: string, environment?: Record<string, string>) => ChildProcess;
  /** Processes of this stage by the name of their program. */
  pidsOf: (program: string) => number[];
  remove: () => Promise<void>;
}

export async function makeStage(): Promise<Stage> {
  if (!existsSync(GUARD))
    throw new Error(`${GUARD} is missing: run "node scripts/build.mjs dist/guard.mjs" first`);
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-guard-'));
  const root = join(directory, 'home');
  const outside = join(directory, 'diary');
  const runDirectory = join(directory, 'run');
  const destination = join(directory, 'snapshot');
  const shell = join(directory, 'hostile-shell.mjs');

  mkdirSync(join(root, 'secret'), { recursive: true });
  mkdirSync(runDirectory, { mode: 0o700 });
  writeFileSync(join(root, 'kept'), 'kept\n');
  writeFileSync(join(root, 'secret', 'key'), `${EXCLUDED_WORDS}\n`);
  writeFileSync(join(root, 'note'), `${EXCLUDED_WORDS}\n`);
  writeFileSync(outside, `${OUTSIDE_WORDS}\n`);
  writeFileSync(join(runDirectory, 'exclude'), '- /secret/\n- /note\n');
  writeFileSync(join(runDirectory, 'exclude-named'), '- /home/secret/\n- /home/note\n');
  const plan: GuardPlan = {
    rsync: RSYNC,
    ionice: IONICE,
    rsyncVersion: await versionOfRsync(),
    bandwidthLimit: null,
    silenceLimit: 300,
    socket: join(runDirectory, 'run.sock'),
    dryRun: false,
    roots: [
      {
        path: root,
        excludeFile: join(runDirectory, 'exclude'),
        excludeFileWithName: join(runDirectory, 'exclude-named'),
        listFile: null,
      },
    ],
  };
  const writePlan = (changed: GuardPlan) => {
    writeFileSync(join(runDirectory, 'guard-plan.json'), JSON.stringify(changed));
  };
  writePlan(plan);
  await build({
    entryPoints: [fileURLToPath(new URL('hostile-shell.ts', import.meta.url))],
    outfile: shell,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });

  const messages: GuardMessage[] = [];
  const guards = new Set<Socket>();
  const run = createServer((guard) => {
    guards.add(guard);
    guard.once('close', () => guards.delete(guard));
    let text = '';
    guard.on('error', () => {
      // Killed, as some tests do.
    });
    guard.on('data', (chunk) => {
      const lines = (text + chunk.toString()).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) messages.push(JSON.parse(line) as GuardMessage);
    });
  });
  run.listen(plan.socket);
  await once(run, 'listening');

  const children = new Set<ChildProcess>();
  const track = (child: ChildProcess): ChildProcess => {
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  };
  const startPull = (options: readonly string[], wire: Partial<Wire> = {}, client = RSYNC) => {
    rmSync(destination, { recursive: true, force: true });
    messages.length = 0;
    const wireFile = join(directory, 'wire.json');
    writeFileSync(wireFile, JSON.stringify({ guard: GUARD, runDirectory, plan, ...wire } satisfies Wire));
    return track(
      spawn(client, [
        '-e',
        `${process.execPath} ${shell} ${wireFile}`,
        ...options,
        `laptop:${root}/`,
        `${destination}/`,
      ]),
    );
  };

  return {
    directory,
    root,
    destination,
    outside,
    plan,
    messages,
    writePlan,
    startPull,
    endRun: () => {
      run.close();
      for (const guard of guards) guard.destroy();
    },
    pull: async (options, wire, client) => {
      const { status, printed } = await endOf(startPull(options, wire, client));
      return { status, printed, received: existsSync(destination) ? listBelow(destination) : [] };
    },
    startGuard: (command, environment = {}) => {
      messages.length = 0;
      return track(
        spawn(process.execPath, [GUARD, runDirectory], {
          env: { PATH: '/usr/bin:/bin', ...environment, SSH_ORIGINAL_COMMAND: command },
        }),
      );
    },
    pidsOf: (program) => pidsOf(program, directory),
    remove: async () => {
      run.close();
      for (const guard of guards) guard.destroy();
      for (const child of children) child.kill('SIGKILL');
      // Whatever they left, stopped ones included.
      const left = () =>
        ['rsync', 'node', 'ionice', 'setpriv'].flatMap((program) => pidsOf(program, directory));
      for (const pid of left()) kill(pid);
      await waitUntil(() => left().length === 0);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function endOf(child: ChildProcess): Promise<{ status: number | null; printed: string }> {
  let printed = '';
  const note = (chunk: Buffer) => {
    printed += chunk.toString('latin1');
  };
  child.stdout?.on('data', note);
  child.stderr?.on('data', note);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, printed };
}

export async function waitUntil(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + HANGS_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${HANGS_MS} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Living processes whose arguments name this stage's directory. */
function pidsOf(program: string, directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const zombie = /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
        return (
          !zombie &&
          readFileSync(`/proc/${pid}/comm`, 'latin1').trim() === program &&
          readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(directory)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

async function versionOfRsync(): Promise<string> {
  const { printed } = await endOf(spawn(RSYNC, ['--version']));
  return /version (\d+\.\d+\.\d+)/.exec(printed)?.[1] ?? '';
}

function listBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}
