/** Introducing a host, on a real sshd: its key, the install command as a person would run it, and the check on a draft. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { userInfo } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConnectionCheck } from '../../../electron/main/connection-check';
import { userPaths } from '../../../electron/settings/user-paths';
import { argumentsForKey, provideCallKey } from '../../../electron/setup/call-key';
import { hostSettings } from '../../../electron/setup/draft-settings';
import { identifyHost, trustHost, type Identity } from '../../../electron/setup/host-identity';
import { authorizedKeysLine, installCommand } from '../../../electron/setup/host-lines';
import { knownHostsFile } from '../../../electron/setup/known-hosts-file';
import type { CheckedStep } from '../../../shared/check-step';
import type { HostWhere } from '../../../shared/ipc-setup';
import { THINNED_OUT } from '../../../shared/keep-defaults';
import { startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { BUNDLES, HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';
import { sshWithConfig, type OwnSsh } from '../../helpers/ssh-with-config';

const SSH_KEYGEN = '/usr/bin/ssh-keygen';
let sandbox: Sandbox;
let host: LoopbackHost;
let ssh: OwnSsh;

beforeEach(async () => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  // A login with a shell, as a person has one: the install command goes through it.
  host = await startLoopbackHost(sandbox, { anyCommand: true });
  ssh = sshWithConfig(sandbox, host.port);
});

afterEach(async () => {
  await host.stop();
  sandbox.remove();
});

const where = (change: Partial<HostWhere> = {}): HostWhere => ({
  kind: 'host',
  destination: 'nas',
  reach: 'tunnel',
  store: 'my store',
  machine: 'lap-top.1',
  keep: THINNED_OUT,
  ...change,
});

const fingerprintOf = (name: string): string =>
  execFileSync(SSH_KEYGEN, ['-lf', join(host.directory, name)], { encoding: 'utf8' }).split(' ')[1] ?? '';

async function identify(): Promise<Identity> {
  const found = await identifyHost(
    { ssh: ssh.program, sshKeygen: SSH_KEYGEN },
    'nas',
    AbortSignal.timeout(30_000),
  );
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value;
}

describe('the host’s key', () => {
  test('is shown by its fingerprint, and known once it was believed; other hosts’ lines stay', async () => {
    const first = await identify();
    expect(first).toMatchObject({ kind: 'new', type: 'ED25519', fingerprint: fingerprintOf('host-key.pub') });
    expect(existsSync(ssh.knownHosts)).toBe(false);
    const other = 'example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE5vdEFLZXlOb3RBS2V5Tm90QUtleU5vdEFLZXkx';
    writeFileSync(ssh.knownHosts, other, { mode: 0o600 });
    expect(await knownHostsFile(ssh.program, ssh.directory, 'nas')).toBe(ssh.knownHosts);
    if (first.kind !== 'new') throw new Error('it is new');
    trustHost(ssh.knownHosts, first.lines);
    expect(readFileSync(ssh.knownHosts, 'utf8')).toBe(`${other}\n${first.lines}`);
    expect(statSync(ssh.knownHosts).mode & 0o777).toBe(0o600);
    expect(await identify()).toEqual({
      kind: 'known',
      type: 'ED25519',
      fingerprint: fingerprintOf('host-key.pub'),
    });
  });

  test('that differs from the known one is refused, with the command that forgets the old one', async () => {
    const key = readFileSync(join(host.directory, 'laptop-key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
    writeFileSync(ssh.knownHosts, `[127.0.0.1]:${host.port} ${key}\n`);
    const changed = await identify();
    expect(changed).toMatchObject({
      kind: 'changed',
      fingerprint: fingerprintOf('host-key.pub'),
      known: fingerprintOf('laptop-key.pub'),
    });
    expect(readFileSync(ssh.knownHosts, 'utf8')).toContain(key);
    if (changed.kind !== 'changed') throw new Error('it has changed');
    expect(spawnSync('/bin/sh', ['-c', changed.forget]).status).toBe(0);
    expect(await identify()).toMatchObject({ kind: 'new' });
  });

  test('is found where the configuration starts something else there for a terminal', async () => {
    const config = join(ssh.directory, 'config');
    appendFileSync(config, '  RemoteCommand tmux new -A\n  RequestTTY yes\n  LogLevel QUIET\n');
    expect(await identify()).toMatchObject({ kind: 'new', fingerprint: fingerprintOf('host-key.pub') });
  });

  test('is not asked for where ssh cannot read its configuration: file and line are said', async () => {
    appendFileSync(join(ssh.directory, 'config'), '  UseKeychain yes\n');
    const programs = { ssh: ssh.program, sshKeygen: SSH_KEYGEN };
    expect(await identifyHost(programs, 'nas', AbortSignal.timeout(30_000))).toMatchObject({
      failure: {
        code: 'ssh-misconfigured',
        detail: `${ssh.directory}/config: line 8: Bad configuration option: usekeychain`,
      },
    });
  });

  test('of a host that is down is none', async () => {
    await host.stop();
    const found = await identifyHost(
      { ssh: ssh.program, sshKeygen: SSH_KEYGEN },
      'nas',
      AbortSignal.timeout(30_000),
    );
    expect(found).toMatchObject({ ok: false, failure: { code: 'host-unreachable' } });
  });
});

describe('the key of the calls', () => {
  test('is made once, for this user alone, and used again', async () => {
    const directory = join(sandbox.path, 'fresh/.ssh');
    const first = await provideCallKey(SSH_KEYGEN, directory, 'latchkey@laptop');
    if (!first.ok) throw new Error(JSON.stringify(first.failure));
    expect(statSync(first.value.path).mode & 0o777).toBe(0o600);
    expect(first.value.publicKey).toMatch(/^ssh-ed25519 \S+ latchkey@laptop$/);
    expect(await provideCallKey(SSH_KEYGEN, directory, 'other')).toEqual(first);
  });

  test('is never written over where half of one is there', async () => {
    const directory = sandbox.directory('half/.ssh');
    writeFileSync(join(directory, 'latchkey'), 'mine\n', { mode: 0o600 });
    expect(await provideCallKey(SSH_KEYGEN, directory, 'x')).toMatchObject({
      ok: false,
      failure: { code: 'call-key-failed' },
    });
    expect(readFileSync(join(directory, 'latchkey'), 'utf8')).toBe('mine\n');
  });
});

describe('the install command', () => {
  async function install(wanted: HostWhere, bundle = HOST_PROGRAM): Promise<{ key: string; line: string }> {
    const key = await provideCallKey(SSH_KEYGEN, ssh.directory, 'latchkey@laptop');
    if (!key.ok) throw new Error(JSON.stringify(key.failure));
    const ran = spawnSync('/bin/bash', ['-c', installCommand(wanted, key.value.publicKey, bundle)], {
      env: { ...sandbox.environment, PATH: `${dirname(ssh.program)}:${sandbox.environment.PATH ?? ''}` },
      encoding: 'utf8',
    });
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
    expect(ran.stdout).toContain('are in place. Back in Latchkey, test the connection.');
    expect(ran.stdout).not.toContain('First install');
    return { key: key.value.path, line: authorizedKeysLine(wanted, key.value.publicKey) };
  }

  test.each([
    ['through the call', where()],
    ['directly', where({ reach: 'direct', store: `it's "mine" $HOME` })],
  ])(
    'makes it a host that comes back %s, and the check on the draft goes all the way',
    async (_how, wanted) => {
      const identity = await identify();
      if (identity.kind === 'new') trustHost(ssh.knownHosts, identity.lines);
      const bundle = join(sandbox.directory("app 'of' mine"), 'latchkey-host.mjs');
      writeFileSync(bundle, readFileSync(HOST_PROGRAM));
      const { key, line } = await install(wanted, bundle);
      expect(readFileSync(join(host.home, 'latchkey-host.mjs'))).toEqual(readFileSync(HOST_PROGRAM));
      const keys = (): string[] =>
        readFileSync(join(host.home, '.ssh/authorized_keys'), 'utf8').trim().split('\n');
      const before = keys();
      expect(before.at(-1)).toBe(line);
      // Once more, with another way: the older line goes, those of others stay.
      appendFileSync(join(host.home, '.ssh/authorized_keys'), 'ssh-ed25519 AAAAother somebody');
      const again = await install({ ...wanted, machine: 'other' });
      expect(keys()).toEqual([...before.slice(0, -1), 'ssh-ed25519 AAAAother somebody', again.line]);
      await install(wanted);

      const steps: CheckedStep[] = [];
      const paths = userPaths(sandbox.environment);
      const check = createConnectionCheck(paths, BUNDLES, (step) => steps.push(step));
      const destination = `${userInfo().username}@127.0.0.1`;
      const settings = hostSettings({ ...wanted, destination }, key);
      const sshArgs = [...argumentsForKey(key), '-F', 'none', '-p', String(host.port)];
      sshArgs.push('-o', `UserKnownHostsFile=${ssh.knownHosts}`);
      const checked = await check.run({
        settings: { host: { ...settings, sshArgs, callbackAddress: '127.0.0.1' }, roots: [sandbox.source] },
        presets: new Set(),
      });
      expect(steps.filter(({ result }) => result === 'failed')).toEqual([]);
      expect(checked).toEqual({ ok: true, value: { ok: true } });
      expect(steps.at(-1)).toMatchObject({ step: 'host-reports', result: 'ok' });
      // Nothing counts as set up by it.
      expect(existsSync(paths.settingsFile)).toBe(false);
      expect(existsSync(paths.excludeFile)).toBe(false);
    },
  );

  test('is what the check asks for where it was not run', async () => {
    mkdirSync(join(host.home, '.ssh'), { recursive: true });
    const identity = await identify();
    if (identity.kind === 'new') trustHost(ssh.knownHosts, identity.lines);
    const key = await provideCallKey(SSH_KEYGEN, ssh.directory, 'latchkey@laptop');
    if (!key.ok) throw new Error(JSON.stringify(key.failure));
    const steps: CheckedStep[] = [];
    const check = createConnectionCheck(userPaths(sandbox.environment), BUNDLES, (step) => steps.push(step));
    const sshArgs = [...argumentsForKey(key.value.path), '-F', 'none', '-p', String(host.port)];
    sshArgs.push('-o', `UserKnownHostsFile=${ssh.knownHosts}`);
    const checked = await check.run({
      settings: {
        host: { kind: 'ssh', destination: `${userInfo().username}@127.0.0.1`, sshArgs, reach: 'tunnel' },
        roots: [sandbox.source],
      },
      presets: new Set(),
    });
    expect(checked).toEqual({ ok: true, value: { ok: false } });
    expect(steps.at(-1)).toMatchObject({
      step: 'host-answers',
      problem: { failure: { code: 'host-login-refused' } },
    });
  });
});
