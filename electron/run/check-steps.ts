/**
 * The check: every link of the chain, one after the other, up to the first that does not hold. The last ones are a
 * real run that reads nothing: keys, door, call, connection back, guard, rsync.
 */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { runProgram } from '../../process/run-program';
import { describeFailure, type Failure } from '../../shared/failures';
import type { RunEvent } from '../../shared/run-events';
import type { Settings } from '../../shared/settings';
import { readExcludeFile } from '../exclude/exclude-file';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { resolveDestination } from '../ssh/destination';
import { findPrograms, type Programs } from './programs';
import { nameOfHost } from './name-of-host';
import type { RunController } from './run-controller';
import { systemSshdListens } from './system-sshd';

export interface CheckStep {
  name: string;
  /** A note is no failure: something worth knowing. */
  result: 'ok' | 'note' | 'failed';
  detail: string;
  nextStep?: string;
  /** Only where it failed. */
  exitCode?: number;
}

/** Reports each step as it is done; stops at the first that fails. */
export async function runChecks(
  paths: UserPaths,
  controller: RunController,
  onStep: (step: CheckStep) => void,
): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  const add = (step: CheckStep): boolean => {
    steps.push(step);
    onStep(step);
    return step.result !== 'failed';
  };

  const programs = findPrograms();
  if (!programs.ok) {
    add(failed('Programs', programs.failure));
    return steps;
  }
  add(ok('Programs', await versionsOf(programs.value)));

  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) {
    add(failed('Settings', settings.failure));
    return steps;
  }
  add(ok('Settings', `${settings.value.roots.join(', ')} to ${nameOfHost(settings.value)}`));

  const list = readExcludeFile(paths.excludeFile);
  if (!list.ok) {
    add(failed('Exclude list', list.failure));
    return steps;
  }
  add(ok('Exclude list', `${countRules(list.value)} rules in ${paths.excludeFile}`));
  if (!add(checkLoginShell())) return steps;
  if (systemSshdListens()) add(SYSTEM_SSHD);
  if (!add(await checkDestination(settings.value, programs.value))) return steps;
  await checkChain(controller, add);
  return steps;
}

const SYSTEM_SSHD: CheckStep = {
  name: 'Other ssh servers',
  result: 'note',
  detail: 'This machine runs an ssh server of its own on port 22. Latchkey does not need it.',
  nextStep: 'If nothing else does: sudo systemctl disable --now ssh.service ssh.socket',
};

/** sshd starts the guard through the login shell: one that refuses commands refuses the backup. */
function checkLoginShell(): CheckStep {
  const name = 'Login shell';
  const shell = userInfo().shell ?? '/bin/sh';
  if (!/\/(nologin|false)$/.test(shell)) return ok(name, shell);
  return {
    name,
    result: 'failed',
    detail: `The login shell of this user is ${shell}, which runs no commands.`,
    nextStep: 'Run Latchkey as a user with a login shell (chsh -s /bin/sh).',
    exitCode: 1,
  };
}

async function checkDestination({ host }: Settings, programs: Programs): Promise<CheckStep> {
  if (host.kind === 'local') return ok('Destination', `the directory ${host.directory}`);
  const found = await resolveDestination(programs.ssh, host, AbortSignal.timeout(15_000));
  if (!found.ok) return failed('Destination', found.failure);
  const { hostname, port, addresses, proxied } = found.value;
  const where =
    addresses.length > 0 ? addresses.join(', ') : proxied ? 'through another machine' : 'no address';
  return ok('Destination', `${hostname} port ${port} (${where})`);
}

const CHAIN = [
  'One-time keys and door',
  'Host answers',
  'Host gets in',
  'Guard lets rsync read',
  'Host reports back',
] as const;

/** Which link of the chain an event shows to hold. */
function linksShownBy(event: RunEvent): number {
  if (event.type === 'state' && event.state.phase === 'listening') return 1;
  if (event.type === 'report' && event.report.type === 'accepted') return 2;
  if (event.type === 'state' && event.state.phase === 'transferring') return 3;
  if (event.type === 'reading') return 4;
  return 0;
}

function detailOf(event: RunEvent): string {
  if (event.type === 'state' && event.state.phase === 'listening') return `port ${event.state.port}`;
  if (event.type === 'report' && event.report.type === 'accepted') return `with rsync ${event.report.rsync}`;
  if (event.type === 'state' && event.state.phase === 'transferring') return `from ${event.state.peer}`;
  return event.type === 'reading' ? event.root : '';
}

async function checkChain(controller: RunController, add: (step: CheckStep) => boolean): Promise<void> {
  let shown = 0;
  const show = (links: number, detail = ''): void => {
    for (const [index, name] of CHAIN.slice(shown, links).entries()) {
      add(ok(name, shown + index + 1 === links ? detail : ''));
    }
    shown = Math.max(shown, links);
  };
  const unsubscribe = controller.subscribe((event) => {
    if (event.type === 'warning') add({ name: 'Store', result: 'note', detail: event.message });
    show(linksShownBy(event), detailOf(event));
  });
  const result = await controller.start({ purpose: 'probe' });
  unsubscribe();
  if (!result.started) {
    // A check is never asked whether it is due.
    if ('failure' in result) add(failed(CHAIN[0], result.failure));
  } else if (result.outcome.result === 'failed') {
    add(failed(CHAIN[shown] ?? 'Host reports back', result.outcome.failure));
  } else if (result.outcome.result === 'cancelled') {
    add({ name: CHAIN[shown] ?? 'Host reports back', result: 'failed', detail: 'cancelled', exitCode: 130 });
  } else show(CHAIN.length);
}

function ok(name: string, detail: string): CheckStep {
  return { name, result: 'ok', detail };
}

function failed(name: string, failure: Failure): CheckStep {
  const { sentence, nextStep, exitCode } = describeFailure(failure);
  return { name, result: 'failed', detail: sentence, nextStep, exitCode };
}

function countRules(list: string): number {
  return list.split(/[\r\n]+/).filter((line) => line !== '' && !/^[#;]/.test(line)).length;
}

async function versionsOf({ ssh, rsync, ionice }: Programs): Promise<string> {
  const [sshSays, rsyncSays] = await Promise.all([
    runProgram({ file: ssh, args: ['-V'], timeoutMs: 10_000 }),
    runProgram({ file: rsync, args: ['--version'], timeoutMs: 10_000 }),
  ]);
  const sshVersion = /OpenSSH_[^\s,]+/.exec(sshSays.stderr)?.[0] ?? 'ssh';
  const rsyncVersion = /version v?([^\s]+)/.exec(rsyncSays.stdout)?.[1] ?? '';
  return `${sshVersion}, rsync ${rsyncVersion}, ${ionice === null ? 'no ionice' : 'ionice'}, kernel ${kernelRelease()}`;
}

function kernelRelease(): string {
  return readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim();
}
