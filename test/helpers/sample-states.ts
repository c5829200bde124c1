/** One laptop in each of its states, for the windows' tests and pictures. All values pass the contract's schemas. */
import { judgeGaps } from '../../electron/exclude/leave-out-gaps';
import type { AppState, DestinationState, Running } from '../../shared/app-state';
import type { Failure, FailureCode } from '../../shared/failures';
import { worstOf, type Health } from '../../shared/health';
import type { Outcome } from '../../shared/outcome';
import { success } from '../../shared/result';
import type { Skip } from '../../shared/skips';
import { SampleFiles } from './sample-files';
import { severalAnswers, settingsAnswers } from './sample-settings';
import type { Answers } from './window-double';

/** All samples are told from this moment. */
export const NOW = new Date('2026-11-22T18:30:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function ago(milliseconds: number): string {
  return new Date(NOW.getTime() - milliseconds).toISOString();
}

const base = (startedAgo: number, seconds: number, id: number) => ({
  schemaVersion: 1 as const,
  id: `20261122T183000Z-${String(id).padStart(6, '0')}`,
  startedAt: ago(startedAgo),
  finishedAt: ago(startedAgo - seconds * 1000),
  host: 'backup-host',
  roots: ['/home/you'],
  refused: { commands: 0, reasons: [], peers: [] },
});

const figures = (changedBytes: number, changedFiles: number, seconds: number) => ({
  snapshot: '2026-11-22T15-30-00Z',
  base: '2026-11-21T15-30-00Z',
  totals: {
    files: 231_204,
    bytes: 96_400_000_000,
    transferredFiles: changedFiles,
    transferredBytes: changedBytes,
    seconds,
  },
  unreadable: { count: 0, paths: [] },
  vanished: 0,
});

export function completed(startedAgo: number, id = 1, changedBytes = 1_240_000_000): Outcome {
  const seconds = Math.round(30 + changedBytes / 6_000_000);
  return {
    ...base(startedAgo, seconds, id),
    result: 'completed',
    acknowledged: figures(changedBytes, Math.round(changedBytes / 90_000), seconds),
  };
}

/** A host that has found something, in the store and beside it. */
function doubtful(startedAgo: number, id = 6): Outcome {
  return {
    ...base(startedAgo, 140, id),
    result: 'completed',
    acknowledged: {
      ...figures(120_000_000, 310, 140),
      proof: {
        files: 19,
        bytes: 18_400_000,
        different: { count: 1, paths: ['/home/you/letters/tax 2025.odt'] },
      },
      verified: {
        since: ago(11.5 * DAY),
        bad: { count: 2, paths: ['/home/you/photos/2019/lake.jpg', '/home/you/photos/2019/boat.jpg'] },
        healed: 1,
      },
    },
  };
}

function partial(startedAgo: number, id = 2): Outcome {
  const paths = [
    '/home/you/.cache/private/keyring.lock',
    '/home/you/vm/disks/win11.qcow2',
    '/home/you/vm/disks/win11-old.qcow2',
  ];
  return {
    ...base(startedAgo, 212, id),
    result: 'partial',
    acknowledged: {
      ...figures(860_000_000, 9_312, 212),
      unreadable: { count: 3, paths },
      vanished: 2,
    },
  };
}

export function failed(startedAgo: number, failure: Failure, id = 3): Outcome {
  return { ...base(startedAgo, 35, id), result: 'failed', failure };
}

/** Two signs, and so a hold; `later`: of a backup before this one. */
function alarmed(startedAgo: number, change: { host?: string; later?: boolean } = {}): Outcome {
  const snapshot = '2026-11-22T153000Z';
  return {
    ...base(startedAgo, 240, 33),
    ...(change.host !== undefined && { host: change.host }),
    result: 'completed',
    acknowledged: {
      ...figures(31_000_000_000, 141_034, 240),
      snapshot,
      alarm: {
        signs: [
          { code: 'touched', count: 141_034, of: 231_204 },
          { code: 'renamed', count: 98_112, name: '.locked' },
          { code: 'encrypted', count: 287, of: 300 },
        ],
        snapshot: change.later === true ? '2026-11-22T093000Z' : snapshot,
        reference: '2026-11-21T153000Z',
        heldSince: ago(startedAgo),
      },
    },
  };
}

function cancelled(startedAgo: number, id = 4): Outcome {
  return { ...base(startedAgo, 80, id), result: 'cancelled', reason: 'cancelled by you' };
}

export function skipped(startedAgo: number, id = 5): Outcome {
  return {
    ...base(startedAgo, 0, id),
    result: 'skipped',
    skip: { code: 'on-battery', percent: 20, least: 30 },
  };
}

const UNREACHABLE: Failure = {
  code: 'host-unreachable',
  detail: 'ssh: connect to host backup-host port 22: No route to host',
};

/** One of each code. */
export const SKIP_SAMPLES: readonly Skip[] = [
  { code: 'paused', until: '2026-11-23T08:00:00.000Z' },
  { code: 'on-battery', percent: 20, least: 30 },
  { code: 'power-saver' },
  { code: 'metered', network: 'Phone' },
  { code: 'other-network', network: 'Café' },
  { code: 'no-network' },
  { code: 'host-not-reachable', host: 'you@nas', detail: 'no answer' },
  { code: 'store-not-there', directory: '/media/you/backup' },
  { code: 'host-busy', until: '2026-11-22T20:34:00.000Z' },
  { code: 'before-command-failed', program: '/home/you/bin/dump', detail: 'status 1' },
];

/** One of each code, with data as real ones have. */
export const FAILURE_SAMPLES: { [C in FailureCode]: Extract<Failure, { code: C }> } = {
  'request-malformed': { code: 'request-malformed', detail: 'line 2 is no port' },
  'address-mismatch': { code: 'address-mismatch', detail: 'asked for 192.0.2.7, called from 198.51.100.3' },
  'tunnel-not-allowed': { code: 'tunnel-not-allowed' },
  'connect-back-failed': {
    code: 'connect-back-failed',
    detail: 'connect to 192.0.2.7 port 40123: timed out',
  },
  'laptop-key-mismatch': { code: 'laptop-key-mismatch', detail: 'the host key differs' },
  'store-unusable': { code: 'store-unusable', detail: '/srv/backups is on vfat, which keeps no owners' },
  'store-lacks': { code: 'store-lacks', lack: 'attributes' },
  'store-not-the-one': { code: 'store-not-the-one', found: 'empty' },
  'too-many-links': { code: 'too-many-links', path: '/home/you/cache/a14496' },
  'store-full': { code: 'store-full', freeBytes: 1_200_000 },
  'too-many-backups': { code: 'too-many-backups', limit: 150, seconds: 1500 },
  'store-busy': { code: 'store-busy', machine: 'laptop' },
  'host-program-not-started': {
    code: 'host-program-not-started',
    program: 'rsync',
    detail: 'spawn /usr/bin/rsync EAGAIN',
  },
  'host-program-missing': { code: 'host-program-missing', program: 'rsync' },
  'transfer-failed': { code: 'transfer-failed', status: 12, detail: 'error in rsync protocol data stream' },
  'transfer-too-long': { code: 'transfer-too-long', seconds: 86_400 },
  'transfer-interrupted': { code: 'transfer-interrupted', detail: 'connection reset by peer' },
  'host-internal': { code: 'host-internal', detail: 'a snapshot without a name' },
  'settings-missing': { code: 'settings-missing', path: '/home/you/.config/latchkey/settings.json' },
  'settings-broken': {
    code: 'settings-broken',
    path: '/home/you/.config/latchkey/settings.json',
    detail: 'roots: name at least one directory to back up',
  },
  'settings-newer': {
    code: 'settings-newer',
    path: '/home/you/.config/latchkey/settings.json',
    version: 9,
  },
  'settings-changed': { code: 'settings-changed', path: '/home/you/.config/latchkey/settings.json' },
  'settings-unwritable': {
    code: 'settings-unwritable',
    path: '/home/you/.config/latchkey/settings.json',
    detail: 'permission denied',
  },
  'destination-unknown': { code: 'destination-unknown', name: 'attic', names: ['nas', 'disk'] },
  'destination-taken': { code: 'destination-taken', what: 'name', name: 'nas' },
  'destination-last': { code: 'destination-last', name: 'nas' },
  'destination-unnamed': { code: 'destination-unnamed', names: ['nas', 'disk'] },
  'schedule-not-installed': { code: 'schedule-not-installed', detail: 'there is neither systemd nor cron' },
  'autostart-unwritable': { code: 'autostart-unwritable', detail: 'no space left on device' },
  'exclude-list-unreadable': {
    code: 'exclude-list-unreadable',
    path: '/home/you/.config/latchkey/exclude',
    detail: 'permission denied',
  },
  'exclude-list-gone': { code: 'exclude-list-gone', path: '/home/you/.config/latchkey/exclude' },
  'exclude-list-too-large': {
    ...{ code: 'exclude-list-too-large', path: '/home/you/.config/latchkey/exclude' },
    ...{ bytes: 3 * 1024 ** 2, most: 1024 ** 2 },
  },
  'exclude-list-refused': {
    ...{ code: 'exclude-list-refused', path: '/home/you/.config/latchkey/exclude' },
    ...{ line: 3, detail: 'unexpected end of filter rule: - ' },
  },
  'exclude-list-unwritable': {
    code: 'exclude-list-unwritable',
    path: '/home/you/.config/latchkey/exclude',
    detail: 'no space left on device',
  },
  'exclude-list-changed': { code: 'exclude-list-changed', path: '/home/you/.config/latchkey/exclude' },
  'name-not-expressible': { code: 'name-not-expressible', path: '/home/you/a\nb' },
  'root-unreadable': { code: 'root-unreadable', root: '/srv/data', detail: 'no such directory' },
  'root-not-mounted': { code: 'root-not-mounted', root: '/home/you/data' },
  'store-inside-root': { code: 'store-inside-root', directory: '/home/you/backups', root: '/home/you' },
  'store-missing': { code: 'store-missing', directory: '/media/you/backup-disk' },
  'already-running': { code: 'already-running', pid: 4711 },
  'program-not-started': { code: 'program-not-started', program: 'ssh', detail: 'spawn /usr/bin/ssh EAGAIN' },
  'program-missing': { code: 'program-missing', program: 'sshd', package: 'openssh-server' },
  'call-key-failed': {
    code: 'call-key-failed',
    path: '/home/you/.ssh/latchkey',
    detail: 'permission denied',
  },
  'one-time-key-failed': { code: 'one-time-key-failed', detail: 'ssh-keygen ended with status 1' },
  'run-directory-failed': { code: 'run-directory-failed', detail: 'no space left on device' },
  'state-unwritable': {
    ...{ code: 'state-unwritable', directory: '/home/you/.local/state/latchkey' },
    detail: 'ENOSPC: no space left on device, write',
  },
  'rsync-unusable': { code: 'rsync-unusable', detail: 'fork: Resource temporarily unavailable' },
  'port-taken': { code: 'port-taken', port: 40_123 },
  'host-unreachable': UNREACHABLE,
  'host-key-not-trusted': { code: 'host-key-not-trusted', detail: 'host key verification failed' },
  'ssh-misconfigured': {
    code: 'ssh-misconfigured',
    detail: '/home/you/.ssh/config: line 8: Bad configuration option: usekeychain',
  },
  'ssh-failed': { code: 'ssh-failed', detail: 'mux_client_request_session: session request failed' },
  'host-key-changed': {
    code: 'host-key-changed',
    host: '[nas.example]:2222',
    shown: 'SHA256:PQbnnsDq3H39knZW4smvoF/XjvF344uK0F6oBnLZX/I',
    known: 'SHA256:2ufLDnwwZPIvuVYxbVRGTMfJ2pQ7mGrLkq0mQS3mVfE',
    forget: "ssh-keygen -f /home/you/.ssh/known_hosts -R '[nas.example]:2222'",
  },
  'call-key-locked': { code: 'call-key-locked', path: '/home/you/.ssh/id_ed25519' },
  'call-key-open': { code: 'call-key-open', path: '/home/you/.ssh/latchkey' },
  'host-login-refused': { code: 'host-login-refused', detail: 'permission denied (publickey)' },
  'tunnel-refused': { code: 'tunnel-refused', detail: 'remote port forwarding failed' },
  'part-missing': { code: 'part-missing', detail: 'Cannot find module latchkey-host.mjs' },
  'host-program-not-installed': { code: 'host-program-not-installed', detail: 'command not found' },
  'host-login-is-shell': { code: 'host-login-is-shell', detail: 'sh: 1: 192.0.2.7:40123: not found' },
  'host-node-missing': { code: 'host-node-missing', detail: 'bash: line 1: node: command not found' },
  'host-node-too-old': { code: 'host-node-too-old', detail: "SyntaxError: Unexpected token '??='" },
  'host-ended': { code: 'host-ended', detail: 'it said nothing' },
  'call-ended': { code: 'call-ended', program: 'latchkey-host', signal: 'SIGKILL' },
  'host-failed': { code: 'host-failed', status: 255, detail: 'closed by remote host' },
  'callback-missing': { code: 'callback-missing', seconds: 60, turnedAway: ['192.0.2.44', '2001:db8::5'] },
  'host-silent': { code: 'host-silent', awaited: 'report', seconds: 7200 },
  'commands-refused': {
    code: 'commands-refused',
    reasons: ['a shell was asked for', '"--delete" is not for senders'],
  },
  'not-acknowledged': { code: 'not-acknowledged' },
  'acknowledgement-false': { code: 'acknowledgement-false', claims: ['not-read'], roots: ['/home/you'] },
  'request-refused': { code: 'request-refused', detail: 'there is no such request' },
  'snapshot-not-there': {
    code: 'snapshot-not-there',
    snapshot: '2026-11-22T15-30-00Z',
    directory: '/media/you/backup',
  },
  'hold-not-released': { code: 'hold-not-released', detail: 'a backup of laptop is running' },
  'not-trashed': { code: 'not-trashed', path: '/home/you/mnt', why: 'mounted', detail: '' },
  'not-put-back': { code: 'not-put-back', path: '/home/you/letter.odt', why: 'taken', detail: '' },
  'not-opened': { code: 'not-opened', detail: 'the log of this run is not kept any more' },
  'snapshot-not-changed': {
    code: 'snapshot-not-changed',
    detail: '2026-11-22T153000Z is pinned; --unpin it first',
  },
  'copy-no-room': {
    code: 'copy-no-room',
    directory: '/home/you/Documents',
    neededBytes: 412e9,
    freeBytes: 96e9,
  },
  'copy-failed': { code: 'copy-failed', detail: 'read-only file system' },
  'restore-needs-host': { code: 'restore-needs-host', host: 'bak@nas' },
  'restore-not-granted': { code: 'restore-not-granted', host: 'bak@nas' },
  'restore-host-busy': { code: 'restore-host-busy', host: 'bak@nas' },
  'restore-code-wrong': { code: 'restore-code-wrong', host: 'bak@nas', left: 2 },
  'restore-grant-void': { code: 'restore-grant-void', host: 'bak@nas' },
  'restore-grant-used': { code: 'restore-grant-used', host: 'bak@nas' },
  'restore-grant-expired': { code: 'restore-grant-expired', host: 'bak@nas' },
  'restore-grant-ended': { code: 'restore-grant-ended', host: 'bak@nas', why: 'time' },
  'restore-not-covered': { code: 'restore-not-covered', host: 'bak@nas', snapshot: '2026-11-22T153000Z' },
  'restore-connection-lost': { code: 'restore-connection-lost', host: 'bak@nas', detail: 'it has ended' },
  'restore-host-too-old': { code: 'restore-host-too-old', host: 'bak@nas' },
  'restore-more-than-listed': { code: 'restore-more-than-listed', host: 'bak@nas' },
  'restore-no-machine': { code: 'restore-no-machine', directory: '/media/you/backup', machine: 'laptop' },
  'restore-no-snapshot': { code: 'restore-no-snapshot', when: 'yesterday' },
  'restore-no-path': {
    code: 'restore-no-path',
    path: '/home/you/report.odt',
    last: '2026-11-22T153000Z',
  },
  'restore-unanswered': { code: 'restore-unanswered', detail: 'input/output error' },
  'restore-no-place': {
    code: 'restore-no-place',
    directory: '/home',
    why: { kind: 'not-writable', directory: '/home' },
  },
  'restore-fetch-failed': { code: 'restore-fetch-failed', detail: 'input/output error' },
  'restore-archive-taken': { code: 'restore-archive-taken', file: '/home/you/docs.tar.zst' },
  'restore-archive-failed': {
    code: 'restore-archive-failed',
    file: '/home/you/docs.tar.zst',
    detail: 'No space left on device',
  },
  'restore-not-proven': { code: 'restore-not-proven', path: '/home/you/report.odt' },
  'restore-cut-short': { code: 'restore-cut-short' },
  'restore-none': { code: 'restore-none', wanted: 'undo' },
  'restore-busy': { code: 'restore-busy', pid: 4711 },
  'export-unwritable': {
    code: 'export-unwritable',
    path: '/mnt/stick/latchkey-history.json',
    detail: 'read-only file system',
  },
  'usage-list-unreadable': { code: 'usage-list-unreadable', detail: 'line 1 is no size' },
  'usage-service-ended': { code: 'usage-service-ended' },
  internal: { code: 'internal', detail: 'x is not a function' },
};

const good = completed(3 * HOUR + 5 * MINUTE, 30);

export const GOOD: AppState = {
  setUp: { ok: true, destination: 'backup-host', host: 'backup-host', roots: ['/home/you'] },
  destinations: [],
  running: null,
  lastGood: good,
  last: good,
  lastTry: good,
  alarmed: null,
  pausedUntil: null,
  overdueDays: null,
  nextDue: new Date(NOW.getTime() + 3.5 * HOUR).toISOString(),
  tray: 'shown',
};

export function running(change: Partial<Running> = {}): Running {
  return {
    own: true,
    pid: 2210,
    startedAt: ago(5 * MINUTE),
    backsUp: true,
    phase: 'transferring',
    peer: '192.0.2.20',
    began: {
      preparing: ago(5 * MINUTE),
      listening: ago(5 * MINUTE - 1000),
      calling: ago(5 * MINUTE - 1200),
      transferring: ago(5 * MINUTE - 3000),
    },
    progress: { root: '/home/you', bytes: 1_900_000_000, files: 12_400, rate: 12_300_000, percent: 43.2 },
    secondsLeft: 370,
    ...change,
  };
}

const lost = failed(2 * HOUR, UNREACHABLE, 31);
const gaps = partial(70 * MINUTE, 31);
const strange = alarmed(3 * HOUR);
const strangeHere = alarmed(3 * HOUR, { host: '/media/you/backup' });
const strangeBefore = alarmed(HOUR, { host: '/media/you/backup', later: true });
const before = completed(27 * HOUR, 29);
const here = { ok: true as const, destination: 'backup', host: '/media/you/backup', roots: ['/home/you'] };
const held = skipped(10 * MINUTE, 32);

/** As main puts it together: one destination's, by where it is. */
function destination(
  name: string,
  host: string,
  runs: Partial<Record<'lastGood' | 'last' | 'lastTry', Outcome | null>>,
  more: Partial<DestinationState> = {},
): DestinationState {
  const at = (outcome: Outcome | null | undefined): Outcome | null =>
    outcome === null ? null : { ...(outcome ?? good), host };
  const lastGood = at(runs.lastGood);
  const last = runs.last === undefined ? lastGood : at(runs.last);
  const lastTry = runs.lastTry === undefined ? last : at(runs.lastTry);
  const standing = { lastGood, last, lastTry, alarmed: null, overdueDays: null, nextDue: GOOD.nextDue };
  return { name, host, ...standing, ...more };
}

function several(first: DestinationState, ...others: DestinationState[]): AppState {
  const each = [first, ...others] as const;
  const { name, host, ...worst } = worstOf(each);
  return {
    ...{ ...GOOD, ...worst, destinations: [...each] },
    setUp: { ok: true, destination: name, host, roots: ['/home/you'] },
  };
}

const NAS = destination('nas', 'you@nas', { lastGood: completed(3 * HOUR, 41) });
const DISK = destination('attic disk', '/media/you/attic/latchkey', { lastGood: completed(9 * HOUR, 42) });
const UNPLUGGED = destination(
  ...(['attic disk', '/media/you/attic/latchkey'] as const),
  {
    lastGood: completed(40 * DAY + HOUR, 12),
    last: {
      ...base(HOUR, 0, 43),
      result: 'skipped',
      skip: { code: 'store-not-there', directory: '/media/you/attic/latchkey' },
    },
    lastTry: completed(40 * DAY + HOUR, 12),
  },
  { overdueDays: 40, nextDue: ago(39 * DAY) },
);
const NEW_PLACE = destination('friend', 'you@friend.example.org', { lastGood: null }, { nextDue: null });

/** Every state that Home can be in, the rare ones included. */
export const STATES = {
  good: GOOD,
  due: { ...GOOD, nextDue: ago(MINUTE) },
  held: { ...GOOD, last: held, nextDue: ago(HOUR) },
  running: { ...GOOD, running: running() },
  open: { ...GOOD, running: { own: true, pid: 2210, startedAt: ago(2000), backsUp: true, phase: 'calling' } },
  preparing: {
    ...GOOD,
    running: { own: true, pid: 2210, startedAt: ago(500), backsUp: true, phase: 'preparing' },
  },
  counting: {
    ...GOOD,
    running: {
      own: false,
      pid: 4711,
      startedAt: ago(MINUTE),
      backsUp: true,
      phase: 'transferring',
      peer: '192.0.2.20',
      progress: { root: '/home/you', bytes: 640_000_000, files: 3100, rate: 9_000_000 },
    },
  },
  closing: {
    ...GOOD,
    running: { own: true, pid: 2210, startedAt: ago(6 * MINUTE), backsUp: true, phase: 'cleaning-up' },
  },
  checking: {
    ...GOOD,
    running: { own: true, pid: 2210, startedAt: ago(6000), backsUp: false, phase: 'listening' },
  },
  alarm: { ...GOOD, alarmed: strange, lastGood: before, last: strange, lastTry: strange },
  'alarm-here': {
    ...{ ...GOOD, setUp: here, alarmed: strangeHere },
    ...{ lastGood: before, last: strangeHere, lastTry: strangeHere },
  },
  'alarm-later': {
    ...{ ...GOOD, setUp: here, alarmed: strangeBefore },
    ...{ lastGood: strangeBefore, last: strangeBefore, lastTry: strangeBefore },
  },
  attention: { ...GOOD, lastGood: gaps, last: gaps, lastTry: gaps },
  doubtful: (() => {
    const told = doubtful(3 * HOUR);
    return { ...GOOD, lastGood: told, last: told, lastTry: told };
  })(),
  unreachable: { ...GOOD, last: lost, lastTry: lost },
  overdue: {
    ...GOOD,
    lastGood: completed(9 * DAY + HOUR, 12),
    last: completed(9 * DAY + HOUR, 12),
    lastTry: completed(9 * DAY + HOUR, 12),
    overdueDays: 9,
    nextDue: ago(8 * DAY),
  },
  failed: (() => {
    const full = failed(2 * HOUR, { code: 'store-full' }, 31);
    return { ...GOOD, lastGood: completed(2 * DAY, 29), last: full, lastTry: full };
  })(),
  paused: { ...GOOD, pausedUntil: new Date(NOW.getTime() + 14.5 * HOUR).toISOString() },
  never: { ...GOOD, lastGood: null, last: null, lastTry: null, nextDue: null },
  'not-set-up': {
    ...GOOD,
    setUp: { ok: false, failure: FAILURE_SAMPLES['settings-missing'] },
    lastGood: null,
    last: null,
    lastTry: null,
    nextDue: null,
  },
  broken: { ...GOOD, setUp: { ok: false, failure: FAILURE_SAMPLES['settings-broken'] }, nextDue: null },
  'no-tray': { ...GOOD, tray: 'no-place' },
  several: several(NAS, DISK, NEW_PLACE),
  'several-good': several(NAS, DISK),
  'several-overdue': several(NAS, UNPLUGGED),
  'several-running': { ...several(NAS, DISK), running: running({ to: 'nas' }) },
  'several-failing': several(
    destination('nas', 'you@nas', { lastGood: completed(2 * DAY, 29), last: lost }),
    DISK,
  ),
  'several-alarm': several(
    NAS,
    destination(
      ...(['attic disk', '/media/you/attic/latchkey'] as const),
      { lastGood: before, last: strangeHere },
      { alarmed: { ...strangeHere, host: '/media/you/attic/latchkey' } },
    ),
  ),
} satisfies Record<string, AppState>;

/** Which shape each of them has. */
export const HEALTH_OF_STATES: Record<keyof typeof STATES, Health> = {
  good: 'good',
  due: 'good',
  held: 'good',
  running: 'running',
  open: 'open',
  preparing: 'running',
  counting: 'open',
  closing: 'running',
  checking: 'open',
  alarm: 'attention',
  'alarm-here': 'attention',
  'alarm-later': 'attention',
  attention: 'attention',
  doubtful: 'attention',
  unreachable: 'attention',
  overdue: 'attention',
  failed: 'failed',
  paused: 'paused',
  never: 'never',
  'not-set-up': 'never',
  broken: 'failed',
  'no-tray': 'good',
  several: 'never',
  'several-good': 'good',
  'several-overdue': 'attention',
  'several-running': 'running',
  'several-failing': 'attention',
  'several-alarm': 'attention',
};

const SIZES = [
  38, 4.1, 2.2, 0.9, 3.4, 1.1, 0.4, 12.6, 2.6, 1.8, 0.7, 1.4, 5.2, 0.3, 2.9, 1.2, 0.8, 6.4, 1.9, 2.1,
];

/** Newest first: what a month of daily use leaves behind. */
export function history(count = 36): Outcome[] {
  return Array.from({ length: count }, (_, index) => {
    const startedAgo = index * DAY + 3 * HOUR + 5 * MINUTE;
    const id = 1000 + count - index;
    if (index === 4) return partial(startedAgo, id);
    if (index === 9) return failed(startedAgo, UNREACHABLE, id);
    if (index === 10 || index === 21) return skipped(startedAgo, id);
    if (index === 16) return cancelled(startedAgo, id);
    return completed(startedAgo, id, (SIZES[(count - index) % SIZES.length] ?? 1) * 1e8);
  });
}

const LOG = Array.from({ length: 160 }, (_, index) => {
  const at = new Date(NOW.getTime() - 3 * HOUR + index * 700).toISOString();
  const lines = [
    'sshd: Server listening on 0.0.0.0 port 40123.',
    'sshd: Connection from 192.0.2.20 port 51514 on 192.0.2.7 port 40123',
    'sshd: Accepted publickey for you from 192.0.2.20',
    'guard: rsync --server --sender of /home/you begins',
    'host: file has vanished: "/home/you/.cache/thumbnails/large/8d2f.png"',
  ];
  return `${at} ${lines[index % lines.length] ?? ''}`;
}).join('\n');

/** Of several destinations, each has its turn. */
function historyOf({ destinations }: AppState): Outcome[] {
  return history(36 * Math.max(1, destinations.length)).map((run, index) => {
    const host = destinations[index % Math.max(1, destinations.length)]?.host;
    return host === undefined ? run : { ...run, host };
  });
}

/** A main process with everything in order, in this state. */
export function answersFor(state: AppState, runs: Outcome[] = historyOf(state)): Answers {
  const unreadableOf = (id: string): string[] => {
    const run = [...(state.lastTry === null ? [] : [state.lastTry]), ...runs].find((one) => one.id === id);
    return run !== undefined && 'acknowledged' in run ? (run.acknowledged?.unreadable.paths ?? []) : [];
  };
  return {
    'state.get': () => success(state),
    'run.start': () => success(null),
    'run.cancel': () => success(null),
    'pause.set': () => success(null),
    'alarm.release': () => success(null),
    'alarm.copy': () => success(null),
    'history.list': ({ most }) => success(runs.slice(0, most)),
    'history.log': () => success(LOG),
    'history.export': () => success(null),
    'gaps.of-run': ({ run }) =>
      success({ gaps: judgeGaps('', ['/home/you'], unreadableOf(run), () => false), undo: null }),
    'setup.adopted': () => success(null),
    'autostart.get': () => success(true),
    'autostart.set': () => success(null),
    'desktop.open': () => success(null),
    'store.snapshot': () => success({ pinned: null }),
    'store.pin': () => success(null),
    'store.drop': () => success(null),
    'store.preview': () => success({ goes: 7, all: 31 }),
    'snapshot.copy': () => success(null),
    'snapshot.copy-cancel': () => success(null),
    'store.accept': () => success(null),
    ...(state.destinations.length > 1 ? severalAnswers(state.destinations) : settingsAnswers),
    ...new SampleFiles().answers,
    'setup.look': () =>
      success({
        ...{
          home: '/home/you',
          disks: [],
          lockedDisks: [],
          sshHosts: ['nas'],
          machine: 'laptop',
          keepsExcludeList: false,
        },
      }),
    'setup.scan': () => success(1),
  };
}
