/**
 * The real Electron with the built application, as an ordinary user, Chromium's sandbox on, in a sandbox home on a
 * private desktop. Two ways: bare, as a person or the session starts it; or driven by Playwright, for what is in the
 * windows.
 */
import { execFileSync, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterBackupEnded } from './after-backup';
import {
  isRunning,
  processTree,
  processesOf,
  rendererConfinements,
  type RendererConfinement,
  type SeenProcess,
} from './electron-processes';
import { lookBefore, leftoversSince } from './leftovers';
import { startOwnedProgram } from './owned-program';
import type { PrivateDesktop } from './private-desktop';
import { PROJECT, type Sandbox } from './sandbox';
import { HANGS_MS, until } from './until';

export interface AppOptions {
  /** What is started. Default: the Electron of `npm run electron:setup` with the project, as built. */
  command?: [program: string, ...args: string[]];
  /** More arguments. */
  args?: string[];
  /** On top of the desktop's environment. */
  environment?: Record<string, string>;
}

export interface ElectronApp {
  pid: number;
  stdout: () => string;
  stderr: () => string;
  /** Settles with its status, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  /** How Chromium confines each of its windows' processes now. */
  confinements: () => RendererConfinement[];
  /**
   * Ends it by its pid (SIGTERM: Electron quits) and throws where a process, run directory, port or lock is left, or it
   * had to be killed.
   */
  /** Throws where something is left of it after `withinMs`. */
  stop: (withinMs?: number) => Promise<void>;
}

export interface DrivenApp extends ElectronApp {
  driver: ElectronApplication;
  /** Its window, once there is one and its script has taken the place of the first look. */
  window: () => Promise<Page>;
}

let program: string | undefined;

/** The Electron of `npm run electron:setup`; ELECTRON_OVERRIDE_DIST_PATH is honoured there. */
export function electronProgram(): string {
  program ??= join(
    execFileSync(process.execPath, [join(PROJECT, 'scripts/electron-setup.mjs'), '--print-path'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim(),
    'electron',
  );
  return program;
}

export function startElectronApp(
  desktop: PrivateDesktop,
  sandbox: Sandbox,
  options: AppOptions = {},
): ElectronApp {
  const before = lookBefore();
  const [file, ...args] = commandOf(options);
  const app = startOwnedProgram(file, args, {
    environment: { ...desktop.environment, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  app.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  return {
    pid: app.pid,
    stdout: () => stdout,
    stderr: app.stderr,
    ended: app.ended,
    confinements: () => rendererConfinements(app.pid),
    stop: async (withinMs) => {
      const seen = processTree(app.pid);
      const quits = !hasEnded(app.child);
      await app.stop();
      if (quits) requireOwnEnd(await app.ended);
      await requireNothingLeft(seen, sandbox, before, withinMs);
    },
  };
}

/**
 * Note that Playwright puts --inspect=0 and --remote-debugging-port=0 before the arguments, and that the application
 * may be ready before Playwright is.
 */
export async function startDrivenApp(
  desktop: PrivateDesktop,
  sandbox: Sandbox,
  options: AppOptions = {},
): Promise<DrivenApp> {
  const before = lookBefore();
  const [executablePath, ...args] = commandOf(options);
  const driver = await _electron.launch({
    executablePath: dyingWithTheTest(executablePath, sandbox),
    args,
    env: { ...desktop.environment, ...options.environment },
    cwd: sandbox.path,
    // Playwright would start it with --no-sandbox.
    chromiumSandbox: true,
    artifactsDir: sandbox.directory('playwright'),
    timeout: HANGS_MS,
  });
  driver.context().setDefaultTimeout(HANGS_MS);
  const child = driver.process();
  const pid = child.pid;
  if (pid === undefined) throw new Error('Electron has no pid');
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (chunk: Buffer) => {
      output[stream] += chunk.toString();
    });
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    const tell = (): void => {
      resolve(child.exitCode ?? child.signalCode ?? 0);
    };
    // It may be gone by the time that Playwright has given up its pid; nobody would tell of that again.
    if (hasEnded(child)) tell();
    else child.once('exit', tell);
  });
  return {
    driver,
    window: async () => {
      const page = await driver.firstWindow();
      await page.locator('.shell:not([inert])').waitFor();
      return page;
    },
    pid,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    ended,
    confinements: () => rendererConfinements(pid),
    stop: async () => {
      const seen = processTree(pid);
      const quits = !hasEnded(child);
      if (quits) child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), HANGS_MS);
      const how = await ended;
      clearTimeout(deadline);
      if (quits) requireOwnEnd(how);
      await requireNothingLeft(seen, sandbox, before);
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

function requireOwnEnd(how: number | NodeJS.Signals): void {
  if (how === 'SIGKILL') throw new Error(`the application did not end within ${HANGS_MS} ms of SIGTERM`);
  // Other programs than ours may take SIGTERM as it is.
  if (how !== 0 && how !== 'SIGTERM') throw new Error(`the application ended with ${how} after SIGTERM`);
}

/** Playwright takes a program without arguments of ours; this one becomes Electron, as owned-program.ts has it. */
function dyingWithTheTest(file: string, sandbox: Sandbox): string {
  const launcher = join(sandbox.directory('launcher'), 'electron');
  writeFileSync(launcher, `#!/bin/sh\nexec setpriv --pdeathsig KILL '${file}' "$@"\n`, { mode: 0o700 });
  return launcher;
}

function commandOf({ command, args = [] }: AppOptions): [string, ...string[]] {
  const [file, ...rest] = command ?? [electronProgram(), PROJECT];
  return [file, ...rest, ...args];
}

/** Chromium's helpers end a moment after their parent, hence a wait. */
async function requireNothingLeft(
  seen: SeenProcess[],
  sandbox: Sandbox,
  before: ReturnType<typeof lookBefore>,
  withinMs?: number,
): Promise<void> {
  await afterBackupEnded(sandbox.path);
  const left = (): string[] => {
    const running = new Map(
      [...seen.filter(isRunning), ...processesOf(sandbox)].map((one) => [one.pid, one]),
    );
    return [
      ...[...running.values()].map(({ pid, command }) => `process ${pid}: ${command.slice(0, 200)}`),
      ...leftoversSince(before, sandbox),
    ];
  };
  await until(
    () => left().length === 0,
    () => `left of the application:\n${left().join('\n')}`,
    withinMs,
  );
}
