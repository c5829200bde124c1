/** A laptop that is not set up yet: what the wizard's other end says, with the engine's own weighing over a tree in memory. */
import { presetsFor } from '../../electron/exclude/presets';
import { authorizedKeysLine, installCommand } from '../../electron/setup/host-lines';
import { adoptCommands } from '../../electron/setup/lost-machine';
import { weighFirstList } from '../../electron/space/weigh-first-list';
import type { CheckedStep } from '../../shared/check-step';
import type { AdoptedSaid, HostIdentity, Place, SetupDraft, SetupInput } from '../../shared/ipc-setup';
import { failure, success, type Result } from '../../shared/result';
import { RUNNING } from './sample-files';
import { sampleLaptop } from './sample-laptop';
import { SampleSpace } from './sample-space';
import { answersFor, NOW, STATES } from './sample-states';
import type { Answers } from './window-double';

const DISK: Place = {
  token: 'disk-1',
  path: '/media/you/backup',
  name: 'backup',
  fileSystem: 'ext4',
  freeBytes: 1.4e12,
  totalBytes: 2e12,
  problem: null,
  sameDisk: false,
  hasBackups: false,
};
const STICK: Place = {
  ...{ token: 'disk-2', path: '/media/you/STICK', name: 'STICK', fileSystem: 'vfat' },
  ...{ freeBytes: 3e10, totalBytes: 3.2e10, problem: 'file-system', sameDisk: false, hasBackups: false },
};
const FOLDER: Place = {
  ...DISK,
  token: 'folder-1',
  path: '/home/you/copies',
  name: 'copies',
  sameDisk: true,
};

const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAvkT2 latchkey@laptop';
const HOST_PROGRAM = '/usr/lib/latchkey/resources/app.asar.unpacked/dist/latchkey-host.mjs';
const FINGERPRINT = 'SHA256:Jb4nT0l1mZ3k6bq2F1mXUqk9q9H1n0o2q7mXr4uR8sE';
const NEW_KEY: HostIdentity = {
  ...{ kind: 'new', type: 'ED25519', fingerprint: FINGERPRINT },
  ...{ compare: 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub', token: 'key-1' },
};
export const CHANGED_KEY: HostIdentity = {
  ...{
    kind: 'changed',
    type: 'ED25519',
    fingerprint: FINGERPRINT,
    known: 'SHA256:2ufLDnwwZPIvuVYxbVRGTMfJ2pQ7mGrLkq0mQS3mVfE',
  },
  forget: 'ssh-keygen -f /home/you/.ssh/known_hosts -R nas',
};

export const PASSED: CheckedStep[] = [
  { step: 'programs', result: 'ok', finding: { kind: 'text', text: 'OpenSSH_9.2p1, rsync 3.2.7, ionice' } },
  { step: 'settings', result: 'ok', finding: { kind: 'way', roots: ['/home/you'], host: 'you@nas' } },
  { step: 'exclude-list', result: 'ok', finding: { kind: 'rules', count: 42, path: '/tmp/exclude' } },
  { step: 'login-shell', result: 'ok', finding: { kind: 'text', text: '/bin/bash' } },
  {
    step: 'destination',
    result: 'ok',
    finding: { kind: 'destination', hostname: 'nas.example.org', port: 22, addresses: ['192.0.2.7'] },
  },
  { step: 'door', result: 'ok', finding: { kind: 'port', port: 40123 } },
  { step: 'host-answers', result: 'ok', finding: { kind: 'rsync', version: '3.2.7' } },
  { step: 'host-gets-in', result: 'ok', finding: { kind: 'peer', peer: '127.0.0.1' } },
  { step: 'guard', result: 'ok', finding: { kind: 'text', text: '/home/you' } },
  { step: 'host-reports', result: 'ok', finding: null },
];

export const LOGIN_REFUSED: CheckedStep[] = [
  ...PASSED.slice(0, 6),
  {
    step: 'host-answers',
    result: 'failed',
    problem: {
      kind: 'failure',
      failure: { code: 'host-login-refused', detail: 'you@nas: Permission denied (publickey)' },
    },
  },
];

const PRESETS = presetsFor(
  { home: '/home/you', downloads: '/home/you/Downloads', videos: '/home/you/videos' },
  ['/home/you'],
);

const LOST = {
  ...{ machine: 'thinkpad', snapshots: 34, latest: '2026-11-22T20:21:05Z' },
  ...{ files: 120_400, bytes: 8.1e10 },
};

const takenOver = (machine: string): AdoptedSaid => ({
  ...{ machine, movedFrom: '/home/anna', hadCommands: false, missing: [] },
  ...{ latest: '2026-11-22T20:21:05Z', files: 120_400, bytes: 8.1e10 },
  found: { settings: true, excludeList: true },
});

export class SampleSetup {
  readonly space = new SampleSpace(sampleLaptop(NOW.getTime() / 1000), '');
  disks: Place[] = [DISK, STICK];
  lockedDisks: string[] = [];
  sshHosts = ['nas'];
  keepsExcludeList = false;
  chosen: Place | null = FOLDER;
  identity: HostIdentity = NEW_KEY;
  steps: CheckedStep[] = PASSED;
  finished: SetupDraft | undefined;
  /** Further destinations, and what is said to the first of them. */
  readonly added: SetupInput<'setup.add'>[] = [];
  addRefusals: Result<never>[] = [];
  adopted: string | undefined;
  /** What it has taken over, as long as that is said. */
  taken: AdoptedSaid | null = null;
  /** In which ways the home was asked for. */
  broughtBack: string[] = [];
  /** What is said to the first of them. */
  homeRefusals: Result<never>[] = [];
  /** How often the page was saved. */
  sheets = 0;
  /** Codes that were given to the host, and what it says to the first of them. */
  codes: string[] = [];
  refusals: Result<never>[] = [];

  remove(): void {
    this.space.remove();
  }

  get answers(): Answers {
    return {
      ...answersFor(STATES['not-set-up'], []),
      ...this.space.answers,
      'setup.look': () =>
        success({
          home: '/home/you',
          disks: this.disks,
          lockedDisks: this.lockedDisks,
          sshHosts: this.sshHosts,
          machine: 'laptop',
          keepsExcludeList: this.keepsExcludeList,
        }),
      'setup.choose-folder': () => success(this.chosen),
      'setup.identify-host': () => success(this.identity),
      'setup.trust-host': () => {
        this.identity = { kind: 'known', type: 'ED25519', fingerprint: FINGERPRINT };
        return success(null);
      },
      'setup.host-lines': (where) =>
        success({
          keyLine: authorizedKeysLine(where, PUBLIC_KEY),
          install: installCommand(where, PUBLIC_KEY, HOST_PROGRAM),
        }),
      'setup.copy': () => success(null),
      'setup.scan': async () => {
        await this.space.tell();
        return success(1);
      },
      'space.weigh': ({ presets }) => success(weighFirstList(this.space.measured, PRESETS, presets)),
      'setup.finish': async (draft) => {
        this.finished = draft;
        const first = { lastGood: null, last: null, lastTry: null };
        await this.space.double?.tell('state.changed', { ...STATES.preparing, ...first });
        return success({
          keptExcludeList: this.keepsExcludeList,
          problems: [{ code: 'schedule-not-installed', detail: 'there is no cron' }],
        });
      },
      'setup.suggest-name': (where) => success(where.kind === 'host' ? 'nas 2' : 'backup'),
      'setup.add': async (addition) => {
        const refused = this.addRefusals.shift();
        if (refused !== undefined) return refused;
        this.added.push(addition);
        await this.space.double?.tell('state.changed', STATES['several-running']);
        return success({ name: addition.name ?? 'backup', problems: [] });
      },
      'setup.machines': () =>
        success([
          {
            ...{ machine: 'thinkpad', snapshots: 34, latest: '2026-11-22T20:21:05Z' },
            ...{ files: 120_400, bytes: 8.1e10 },
          },
        ]),
      'setup.adopt': async ({ machine }) => {
        this.adopted = machine;
        const first = { lastGood: null, last: null, lastTry: null };
        this.taken = { ...takenOver(machine), hadCommands: true, missing: ['/data'] };
        await this.space.double?.tell('state.changed', { ...STATES.good, ...first });
        return success(this.taken);
      },
      'setup.lost-lines': ({ machine }) => {
        const [login, account, installed] = adoptCommands(machine, PUBLIC_KEY);
        return success({ login, account, installed });
      },
      'setup.open-lost': ({ code }) => {
        this.codes.push(code);
        return this.refusals.shift() ?? success(LOST);
      },
      'setup.adopt-lost': async () => {
        this.adopted = LOST.machine;
        const first = { lastGood: null, last: null, lastTry: null };
        this.taken = takenOver(LOST.machine);
        await this.space.double?.tell('state.changed', { ...STATES.good, ...first });
        return success(this.taken);
      },
      'setup.adopted': () => success(this.taken),
      'setup.bring-back': async ({ how }) => {
        this.broughtBack.push(how);
        const refused = this.homeRefusals.shift();
        if (refused === undefined) await this.space.double?.tell('files.restoring', RUNNING);
        return refused ?? success(null);
      },
      'setup.put-aside': () => {
        this.taken = null;
        return success(null);
      },
      'files.state': () => success({ is: 'idle', unfinished: null, last: null }),
      'files.cancel': () => success(null),
      'setup.sheet': () => {
        this.sheets += 1;
        return success({ file: 'latchkey-laptop.txt' });
      },
      'check.run': async () => {
        for (const step of this.steps) await this.space.double?.tell('check.step', step);
        return success({ ok: this.steps.every(({ result }) => result !== 'failed') });
      },
      'check.cancel': () => failure({ code: 'internal', detail: 'nothing runs' }),
    };
  }
}
