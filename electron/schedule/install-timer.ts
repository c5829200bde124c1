/** The systemd user timer: installed, looked at, removed. systemctl(1); it talks to the user's own manager, never root's. */
import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { runProgram, type ShortRunResult } from '../../process/run-program';
import { whyNotStarted } from '../../process/why-not-started';
import { replaceFile } from '../../process/write-state-file';
import { failure, success, type Result } from '../../shared/result';
import { installedSchedule, type InstalledSchedule } from './installed-schedule';
import { canBeStarted, launcherOf, serviceUnit, timerUnit, UNIT } from './systemd-timer';
import type { UserCommand } from './user-command';

const TIMER = `${UNIT}.timer`;
const SERVICE = `${UNIT}.service`;
const LIMIT_MS = 15_000;

/** Whether the user's manager runs: it does not in a container, and not everywhere from cron. */
export async function answersSystemd(systemctl: string): Promise<boolean> {
  return (await ask(systemctl, 'show', '--property=Version')).status === 0;
}

/** Fails with schedule-not-installed, and has left nothing behind then. */
export async function installTimer(systemctl: string, command: UserCommand): Promise<Result<undefined>> {
  const directory = unitDirectory();
  if (!canBeStarted(command.launcher)) {
    const detail = `systemd starts nothing that has a quote or a backslash in its path (${command.launcher})`;
    return failure({ code: 'schedule-not-installed', detail });
  }
  try {
    replaceFile(join(directory, SERVICE), serviceUnit(command), { mode: 0o644, makeDirectory: true });
    replaceFile(join(directory, TIMER), timerUnit(), { mode: 0o644 });
  } catch (error) {
    removeFiles();
    return failure({ code: 'schedule-not-installed', detail: (error as Error).message });
  }
  // A timer that runs already goes on by its old text until it is started anew.
  for (const step of [['daemon-reload'], ['enable', TIMER], ['restart', TIMER]]) {
    const { status, stderr } = await ask(systemctl, ...step);
    if (status === 0) continue;
    await removeTimer(systemctl);
    const why = stderr.trim().split('\n').at(-1) ?? '';
    return failure({ code: 'schedule-not-installed', detail: `systemctl --user ${step.join(' ')}: ${why}` });
  }
  return success(undefined);
}

/** What is really there, whether or not the manager runs now; undefined where there is no unit of ours. */
export async function readTimer(systemctl: string | undefined): Promise<InstalledSchedule | undefined> {
  let service: string;
  try {
    service = readRegularFile(join(unitDirectory(), SERVICE), 'utf8');
  } catch {
    return undefined;
  }
  const asked = systemctl === undefined ? undefined : await ask(systemctl, 'is-active', TIMER);
  const active = asked !== undefined && (asked.status === 0 || whyNotStarted(asked) !== undefined);
  const installed = installedSchedule('systemd', launcherOf(service));
  return active ? installed : { ...installed, problem: { kind: 'not-running' } };
}

/** Gone afterwards, whatever of it was there. Throws what the file system throws. */
export async function removeTimer(systemctl: string | undefined): Promise<void> {
  if (!existsSync(join(unitDirectory(), TIMER)) && !existsSync(join(unitDirectory(), SERVICE))) return;
  if (systemctl !== undefined) await ask(systemctl, 'disable', '--now', TIMER);
  removeFiles();
  if (systemctl !== undefined) await ask(systemctl, 'daemon-reload');
}

function removeFiles(): void {
  // The link is what "enable" makes; without a manager nobody else takes it away.
  for (const name of [TIMER, SERVICE, `timers.target.wants/${TIMER}`])
    rmSync(join(unitDirectory(), name), { force: true });
}

function unitDirectory(): string {
  const { XDG_CONFIG_HOME: config } = process.env;
  const base = config !== undefined && isAbsolute(config) ? config : join(homedir(), '.config');
  return join(base, 'systemd/user');
}

/** It finds its manager by XDG_RUNTIME_DIR, which neither cron nor su sets. */
function ask(systemctl: string, ...args: string[]): Promise<ShortRunResult> {
  const runtime = process.env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`;
  return runProgram({
    ...{ file: systemctl, args: ['--user', ...args], timeoutMs: LIMIT_MS },
    env: { XDG_RUNTIME_DIR: runtime },
  });
}
