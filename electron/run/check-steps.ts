/**
 * The check: every link of the chain, one after the other, up to the first that does not hold. The last ones are a
 * real run that reads nothing: keys, door, call, connection back, guard, rsync.
 */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { runProgram } from '../../process/run-program';
import type { CheckedStep, CheckFinding, CheckStepId } from '../../shared/check-step';
import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import { NO_AGENT, SSH_SERVER_OFF } from '../../shared/install-advice';
import type { RunEvent } from '../../shared/run-events';
import type { Settings } from '../../shared/settings';
import { machineNameOf } from '../settings/machine-name';
import { checkRsyncTakes, readListOfRun } from '../exclude/list-of-run';
import { describeInstead } from '../exclude/diagnostic';
import { linesThatHideNothing } from '../exclude/lines-that-hide-nothing';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { resolveDestination } from '../ssh/destination';
import { findLockedKey } from '../ssh/login-keys';
import { findLocalStore } from './check-store';
import { askStore } from './known-stores';
import { findPrograms, type Programs } from './programs';
import { nameOfHost } from './name-of-host';
import type { RunController } from './run-controller';
import { systemSshdListens } from './system-sshd';

/** As the terminal says it, and what it is as data. */
export interface CheckStep {
  name: string;
  /** A note is no failure: something worth knowing. */
  result: 'ok' | 'note' | 'failed';
  detail: string;
  nextStep?: string;
  /** Only where it failed. */
  exitCode?: number;
  checked: CheckedStep;
}

type CheckedPaths = Pick<
  UserPaths,
  'settingsFile' | 'excludeFile' | 'excludeSeenFile' | 'historyFile' | 'storesFile' | 'acceptStoreFile'
>;

/** Reports each step as it is done; stops at the first that fails. */
export async function runChecks(
  paths: CheckedPaths,
  controller: RunController,
  onStep: (step: CheckStep) => void,
): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  const add = (step: CheckStep): boolean => {
    steps.push(step);
    onStep(step);
    return step.result !== 'failed';
  };

  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) {
    add(failed('settings', settings.failure));
    return steps;
  }
  const { roots } = settings.value;
  const host = nameOfHost(settings.value);
  add(ok('settings', `${roots.join(', ')} to ${host}`, { kind: 'way', roots, host }));

  const programs = findPrograms(settings.value.host.kind);
  if (!programs.ok) {
    add(failed('programs', programs.failure));
    return steps;
  }
  add(okText('programs', await versionsOf(programs.value)));

  const list = readListOfRun(paths);
  if (!list.ok) {
    add(failed('exclude-list', list.failure));
    return steps;
  }
  const taken = await checkRsyncTakes(programs.value.rsync, list.value, paths.excludeFile);
  if (!taken.ok) {
    add(failed('exclude-list', taken.failure));
    return steps;
  }
  const rules = { kind: 'rules', count: countRules(list.value), path: paths.excludeFile } as const;
  add(ok('exclude-list', `${rules.count} rules in ${rules.path}`, rules));
  noteOddRules(list.value, roots).forEach(add);
  if (programs.value.ssh !== null) {
    if (!add(checkLoginShell())) return steps;
    if (systemSshdListens()) add(SYSTEM_SSHD);
  }
  if (!add(await checkDestination(paths, settings.value, programs.value))) return steps;
  const locked = await findLockedCallKey(settings.value, programs.value);
  if (locked !== undefined) add(noteLockedKey(locked));
  if (programs.value.ssh !== null) await checkChain(CHAIN, controller, add);
  else await checkChain(CHAIN_HERE, controller, (step) => add(calledHere(step)));
  return steps;
}

/** What the terminal calls them. */
const NAMES: Record<CheckStepId, string> = {
  programs: 'Programs',
  settings: 'Settings',
  'exclude-list': 'Exclude list',
  'odd-rules': 'Exclude list',
  'login-shell': 'Login shell',
  'other-servers': 'Other ssh servers',
  destination: 'Destination',
  'call-key': 'Key of the calls',
  'same-disk': 'Store',
  'nested-roots': 'Directories',
  door: 'One-time keys and door',
  'host-answers': 'Host answers',
  'host-gets-in': 'Host gets in',
  guard: 'Guard lets rsync read',
  'host-reports': 'Host reports back',
};

/** A store on this machine is no host. */
const NAMES_HERE: Partial<Record<CheckStepId, string>> = {
  'host-answers': 'Store answers',
  'host-reports': 'Store is ready',
};

function calledHere(step: CheckStep): CheckStep {
  return { ...step, name: NAMES_HERE[step.checked.step] ?? step.name };
}

/** So many are shown; the command that shows all is named. */
const MOST_ODD_RULES = 3;

function noteOddRules(excludeList: string, roots: readonly string[]): CheckStep[] {
  const odd = linesThatHideNothing(excludeList, roots);
  const step = 'odd-rules';
  const finding = { kind: step, lines: odd.map(({ line }) => line).slice(0, 1000) } as const;
  const shown = odd.slice(0, MOST_ODD_RULES).map((each): CheckStep => {
    const instead = describeInstead(each).map((line) => line.trim());
    const detail = `line ${each.line} hides nothing: ${each.text}  (${each.sentence})`;
    return { ...note(step, detail, finding), ...(instead.length > 0 && { nextStep: instead.join(', ') }) };
  });
  const more = odd.length - shown.length;
  if (more <= 0) return shown;
  const rest = `${more} more ${more === 1 ? 'line hides' : 'lines hide'} nothing`;
  return [...shown, { ...note(step, rest, finding), nextStep: 'All of them: latchkey --exclude list' }];
}

const SYSTEM_SSHD: CheckStep = {
  ...note(
    'other-servers',
    'This machine runs an ssh server of its own on port 22. Latchkey does not need it.',
    { kind: 'other-servers' },
  ),
  nextStep: `If nothing else does: ${SSH_SERVER_OFF}`,
};

/** sshd starts the guard through the login shell: one that refuses commands refuses the backup. */
function checkLoginShell(): CheckStep {
  const step = 'login-shell';
  const shell = userInfo().shell ?? '/bin/sh';
  if (!/\/(nologin|false)$/.test(shell)) return okText(step, shell);
  return {
    name: NAMES[step],
    result: 'failed',
    detail: `The login shell of this user is ${shell}, which runs no commands.`,
    nextStep: 'Run Latchkey as a user with a login shell (chsh -s /bin/sh).',
    exitCode: 1,
    checked: { step, result: 'failed', problem: { kind: 'no-shell', shell } },
  };
}

async function checkDestination(
  paths: CheckedPaths,
  settings: Settings,
  programs: Programs,
): Promise<CheckStep> {
  const step = 'destination';
  const { host } = settings;
  if (host.kind === 'local') {
    const meant = askStore(paths, nameOfHost(settings));
    const machine = machineNameOf(settings, meant.last);
    const store = findLocalStore({ directory: host.directory, machine, meant });
    if (!store.ok) return failed(step, store.failure);
    return ok(step, `the directory ${host.directory}`, { kind: 'text', text: host.directory });
  }
  if (programs.ssh === null) throw new Error('a host over ssh without the programs for it');
  const found = await resolveDestination(programs.ssh.ssh, host, AbortSignal.timeout(15_000));
  if (!found.ok) return failed(step, found.failure);
  const { hostname, port, addresses, proxied } = found.value;
  if (addresses.length === 0 && !proxied) {
    const detail = `the address of ${hostname} is not known`;
    return failed(step, { code: 'host-unreachable', detail });
  }
  const where = addresses.length > 0 ? addresses.join(', ') : 'through another machine';
  const finding = { kind: 'destination', hostname, port, addresses } as const;
  return ok(step, `${hostname} port ${port} (${where})`, finding);
}

function findLockedCallKey({ host }: Settings, { ssh }: Programs): Promise<string | undefined> {
  return host.kind === 'local' || ssh === null ? Promise.resolve(undefined) : findLockedKey(ssh, host);
}

function noteLockedKey(path: string): CheckStep {
  const step = 'call-key';
  return { ...note(step, `${path} has a passphrase`, { kind: 'locked-key', path }), nextStep: NO_AGENT };
}

const CHAIN = ['door', 'host-answers', 'host-gets-in', 'guard', 'host-reports'] as const;
/** A store on this machine comes through no door. */
const CHAIN_HERE = ['host-answers', 'guard', 'host-reports'] as const;
type Link = (typeof CHAIN)[number];

/** Which link of the chain an event shows to hold. */
function linkShownBy(event: RunEvent): Link | undefined {
  if (event.type === 'state' && event.state.phase === 'listening') return 'door';
  if (event.type === 'report' && event.report.type === 'accepted') return 'host-answers';
  if (event.type === 'state' && event.state.phase === 'transferring') return 'host-gets-in';
  return event.type === 'reading' ? 'guard' : undefined;
}

function detailOf(event: RunEvent): [detail: string, finding: CheckFinding | null] {
  if (event.type === 'state' && event.state.phase === 'listening') {
    return [`port ${event.state.port}`, { kind: 'port', port: event.state.port }];
  }
  if (event.type === 'report' && event.report.type === 'accepted') {
    const { rsync: version } = event.report;
    return [`with rsync ${version}`, { kind: 'rsync', version }];
  }
  if (event.type === 'state' && event.state.phase === 'transferring') {
    const { peer } = event.state;
    return peer === null ? ['', null] : [`from ${peer}`, { kind: 'peer', peer }];
  }
  return event.type === 'reading' ? [event.root, { kind: 'text', text: event.root }] : ['', null];
}

async function checkChain(
  chain: readonly Link[],
  controller: RunController,
  add: (step: CheckStep) => boolean,
): Promise<void> {
  let shown = 0;
  const show = (links: number, [detail, finding]: ReturnType<typeof detailOf> = ['', null]): void => {
    for (const [index, step] of chain.slice(shown, links).entries()) {
      add(shown + index + 1 === links ? ok(step, detail, finding) : ok(step, '', null));
    }
    shown = Math.max(shown, links);
  };
  const unsubscribe = controller.subscribe((event) => {
    if (event.type === 'warning' && event.about !== undefined) {
      add(note(event.about, event.message, { kind: event.about }));
    }
    const link = linkShownBy(event);
    if (link !== undefined) show(chain.indexOf(link) + 1, detailOf(event));
  });
  const result = await controller.start({ purpose: 'probe' });
  unsubscribe();
  if (!result.started) {
    // A check is never asked whether it is due.
    if ('failure' in result) add(failed(chain[0] ?? 'guard', result.failure));
  } else if (result.outcome.result === 'failed') {
    add(failed(chain[shown] ?? 'host-reports', result.outcome.failure));
  } else if (result.outcome.result === 'cancelled') {
    add(cancelled(chain[shown] ?? 'host-reports'));
  } else show(chain.length);
}

function ok(step: CheckStepId, detail: string, finding: CheckFinding | null): CheckStep {
  return { name: NAMES[step], result: 'ok', detail, checked: { step, result: 'ok', finding } };
}

function okText(step: CheckStepId, text: string): CheckStep {
  return ok(step, text, { kind: 'text', text });
}

function note(step: CheckStepId, detail: string, finding: CheckFinding): CheckStep {
  return { name: NAMES[step], result: 'note', detail, checked: { step, result: 'note', finding } };
}

function failed(step: CheckStepId, failure: Failure): CheckStep {
  const { sentence, nextStep, exitCode } = describeFailure(failure);
  const checked: CheckedStep = { step, result: 'failed', problem: { kind: 'failure', failure } };
  return { name: NAMES[step], result: 'failed', detail: sentence, nextStep, exitCode, checked };
}

function cancelled(step: CheckStepId): CheckStep {
  const checked: CheckedStep = { step, result: 'failed', problem: { kind: 'cancelled' } };
  return { name: NAMES[step], result: 'failed', detail: 'cancelled', exitCode: 130, checked };
}

function countRules(list: string): number {
  return list.split(/[\r\n]+/).filter((line) => line !== '' && !/^[#;]/.test(line)).length;
}

async function versionsOf({ ssh, rsync, ionice }: Programs): Promise<string> {
  const [sshSays, rsyncSays] = await Promise.all([
    ssh === null ? undefined : runProgram({ file: ssh.ssh, args: ['-V'], timeoutMs: 10_000 }),
    runProgram({ file: rsync, args: ['--version'], timeoutMs: 10_000 }),
  ]);
  const sshVersion = sshSays && `${/OpenSSH_[^\s,]+/.exec(sshSays.stderr)?.[0] ?? 'ssh'}, `;
  const rsyncVersion = /version v?([^\s]+)/.exec(rsyncSays.stdout)?.[1] ?? '';
  return `${sshVersion ?? ''}rsync ${rsyncVersion}, ${ionice === null ? 'no ionice' : 'ionice'}, kernel ${kernelRelease()}`;
}

function kernelRelease(): string {
  return readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim();
}
