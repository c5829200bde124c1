/**
 * The check: every link of the chain, one after the other, up to the first that does not hold. The last ones are a
 * real run that reads nothing: keys, door, call, connection back, guard, rsync.
 */
import { userInfo } from 'node:os';
import { readRegularFile } from '../../process/read-file';
import { askRsyncVersion } from '../../process/program-version';
import { runProgram } from '../../process/run-program';
import { nameOfHost, type Settings } from '../../shared/settings';
import { checkRsyncTakes, readListOfRun } from '../exclude/list-of-run';
import { linesThatHideNothing } from '../exclude/lines-that-hide-nothing';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { resolveDestination } from '../ssh/destination';
import { findLockedKey } from '../ssh/login-keys';
import { lookForStore } from '../store/check-store';
import { askStore } from '../store/known-stores';
import { findPrograms, type Programs } from '../ssh/programs';
import { machineNameOf } from '../settings/machine-name';
import type { RunController } from '../run/run-controller';
import { CHAIN, CHAIN_HERE, checkChain } from './check-chain';
import { failed, note, ok, okText, plain, type CheckStep } from './check-step';

const LISTENING = '0A';
const SSH_PORT = '0016';

type CheckedPaths = Pick<
  UserPaths,
  'settingsFile' | 'excludeFile' | 'excludeSeenFile' | 'historyFile' | 'storesFile' | 'acceptStoreFile'
>;

interface Checked {
  paths: CheckedPaths;
  controller: RunController;
  /** The destination's name; absent: the first. */
  to?: string | undefined;
}

/** Reports each step as it is done; stops at the first that fails. */
export async function runChecks(
  { paths, controller, to }: Checked,
  onStep: (step: CheckStep) => void,
): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  const add = (step: CheckStep): boolean => {
    steps.push(step);
    onStep(step);
    return step.checked.result !== 'failed';
  };

  const settings = readSettings(paths.settingsFile, to);
  if (!settings.ok) {
    add(failed('settings', settings.failure));
    return steps;
  }
  const { roots } = settings.value;
  const host = nameOfHost(settings.value);
  add(ok('settings', { kind: 'way', roots, host }));

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
  add(ok('exclude-list', rules));
  noteOddRules(list.value, roots).forEach(add);
  if (programs.value.ssh !== null) {
    if (!add(checkLoginShell())) return steps;
    if (systemSshdListens()) add(note('other-servers', { kind: 'other-servers' }));
  }
  if (!add(await checkDestination(paths, settings.value, programs.value))) return steps;
  const locked = await findLockedCallKey(settings.value, programs.value);
  if (locked !== undefined) add(note('call-key', { kind: 'locked-key', path: locked }));
  const run = { controller, to: settings.value.destination };
  if (programs.value.ssh !== null) await checkChain(CHAIN, run, add);
  else await checkChain(CHAIN_HERE, run, (step) => add({ ...step, isHere: true }));
  return steps;
}

/** So many are shown; the command that shows all is named. */
const MOST_ODD_RULES = 3;

function noteOddRules(excludeList: string, roots: readonly string[]): CheckStep[] {
  const rules = linesThatHideNothing(excludeList, roots);
  const step = 'odd-rules';
  const noted = note(step, { kind: step, lines: rules.map(({ line }) => line).slice(0, 1000) });
  const more = rules.length - MOST_ODD_RULES;
  return [
    ...rules.slice(0, MOST_ODD_RULES).map((rule) => ({ ...noted, odd: { rule } })),
    ...(more > 0 ? [{ ...noted, odd: { more } }] : []),
  ];
}

/** sshd starts the guard through the login shell: one that refuses commands refuses the backup. */
function checkLoginShell(): CheckStep {
  const step = 'login-shell';
  const shell = userInfo().shell ?? '/bin/sh';
  if (!/\/(nologin|false)$/.test(shell)) return okText(step, shell);
  return plain({ step, result: 'failed', problem: { kind: 'no-shell', shell } });
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
    const store = await lookForStore({ directory: host.directory, machine, meant });
    if (!store.ok) return failed(step, store.failure);
    return okText(step, host.directory);
  }
  if (programs.ssh === null) throw new Error('a host over ssh without the programs for it');
  const found = await resolveDestination(programs.ssh.ssh, host, AbortSignal.timeout(15_000));
  if (!found.ok) return failed(step, found.failure);
  const { hostname, port, addresses, proxied } = found.value;
  if (addresses.length === 0 && !proxied) {
    const detail = `the address of ${hostname} is not known`;
    return failed(step, { code: 'host-unreachable', detail });
  }
  return ok(step, { kind: 'destination', hostname, port, addresses });
}

function findLockedCallKey({ host }: Settings, { ssh }: Programs): Promise<string | undefined> {
  return host.kind === 'local' || ssh === null ? Promise.resolve(undefined) : findLockedKey(ssh, host);
}

function countRules(list: string): number {
  return list.split(/[\r\n]+/).filter((line) => line !== '' && !/^[#;]/.test(line)).length;
}

async function versionsOf({ ssh, rsync, ionice }: Programs): Promise<string> {
  const [sshSays, rsyncVersion] = await Promise.all([
    ssh === null ? undefined : runProgram({ file: ssh.ssh, args: ['-V'], timeoutMs: 10_000 }),
    askRsyncVersion(rsync),
  ]);
  const sshVersion = sshSays && `${/OpenSSH_[^\s,]+/.exec(sshSays.stderr)?.[0] ?? 'ssh'}, `;
  return `${sshVersion ?? ''}rsync ${rsyncVersion?.full ?? ''}, ${ionice === null ? 'no ionice' : 'ionice'}, kernel ${kernelRelease()}`;
}

function kernelRelease(): string {
  return readRegularFile('/proc/sys/kernel/osrelease', 'utf8').trim();
}

/**
 * Whether this machine has its own ssh door open, which Latchkey does not need.
 * True where root listens on port 22, be it sshd or systemd on its behalf (proc(5), /proc/net/tcp).
 */
function systemSshdListens(): boolean {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(readTable).some((fields) => {
    const [, local = '', , state = '', , , , uid = ''] = fields;
    return state === LISTENING && uid === '0' && local.endsWith(`:${SSH_PORT}`);
  });
}

function readTable(path: string): string[][] {
  try {
    return readRegularFile(path, 'latin1')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/));
  } catch {
    return [];
  }
}
