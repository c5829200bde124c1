import { execFileSync } from 'node:child_process';
import { cpSync, chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import {
  freePort,
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type HostOptions,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { jsonLines, lastLog, lastOutcome } from '../helpers/records';
import { HOST_PROGRAM, Sandbox, type Finished } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';

const { username } = userInfo();
let sandbox: Sandbox;
let host: LoopbackHost | undefined;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});

afterEach(async () => {
  await host?.stop();
  host = undefined;
  sandbox.remove();
});

async function startHost(options: HostOptions = {}): Promise<LoopbackHost> {
  host = await startLoopbackHost(sandbox, options);
  before = lookBefore();
  return host;
}

/** One run with these settings, which must leave nothing behind, however it ends. */
async function run(settings: unknown): Promise<Finished> {
  sandbox.writeSettings(settings);
  const finished = await sandbox.run('--run');
  await untilNothingIsLeft(before, sandbox);
  return finished;
}

describe('a backup over ssh', () => {
  test.each([
    ['IPv4', '127.0.0.1'],
    ['IPv6', '::1'],
  ])('comes back directly over %s, and the second one is incremental', async (_family, address) => {
    const { store, ...loopback } = await startHost();
    const settings = settingsFor({ store, ...loopback }, [sandbox.source], {
      destination: `${username}@${address}`,
      callbackAddress: address,
    });
    expect(await run(settings)).toMatchObject({ status: 0, stderr: '' });
    const second = await run(settings);
    expect(second).toMatchObject({ status: 0, stderr: '' });
    expect(second.stdout).toContain(`${address} is let in and reads`);
    expect(readFileSync(join(copyOf(store, sandbox.source), 'letter.txt'), 'utf8')).toBe('dear reader\n');
    const [first] = completeSnapshots(store);
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'completed',
      host: `${username}@${address}`,
      acknowledged: { base: first, totals: { files: 1, transferredFiles: 0 } },
      refused: { commands: 0, reasons: [], peers: [] },
    });
  });

  test('lets in the addresses of a host that has a name', async () => {
    const loopback = await startHost();
    const settings = settingsFor(loopback, [sandbox.source], {
      destination: `${username}@localhost`,
      callbackAddress: 'localhost',
    });
    expect(await run(settings)).toMatchObject({ status: 0, stderr: '' });
  });

  test('comes back through the tunnel of the call, whatever its own address', async () => {
    const loopback = await startHost({
      keyOptions: TUNNEL_KEY_OPTIONS,
      extraHostArguments: '--allow-tunnel',
    });
    const settings = settingsFor(loopback, [sandbox.source], {
      reach: 'tunnel',
      callbackAddress: 'laptop.invalid',
      allowFrom: ['192.0.2.1'],
    });
    expect(await run(settings)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(copyOf(loopback.store, sandbox.source))).toEqual(['letter.txt']);
  });

  test('loses no report where the host’s shell prints without an end of line', async () => {
    const loopback = await startHost({
      command: ({ store }) =>
        `printf Welcome; exec ${process.execPath} ${HOST_PROGRAM} --store ${store} --machine laptop`,
    });
    sandbox.writeSettings(settingsFor(loopback, [sandbox.source]));
    const { stdout } = await sandbox.run('--check');
    expect(stdout).toMatch(/ok +The host answers: with rsync /);
  });

  test('listens on the port of the settings', async () => {
    const callbackPort = await freePort();
    const loopback = await startHost();
    const { stdout, status } = await run(settingsFor(loopback, [sandbox.source], { callbackPort }));
    expect(status).toBe(0);
    expect(stdout).toContain(`Waiting on port ${callbackPort};`);
  });

  test('reads directories with blanks, quotes, dollars and backslashes in their names', async () => {
    const loopback = await startHost();
    const roots = [
      'with  blanks',
      '\'single\' "double"',
      '$HOME `id` ;&|',
      'back\\slash',
      'b\u00fcro',
      '-n',
      '*',
    ].map((name) => join(sandbox.source, name));
    for (const root of roots) {
      mkdirSync(root);
      writeFileSync(join(root, 'file'), root);
    }
    expect(await run(settingsFor(loopback, roots))).toMatchObject({ status: 0, stderr: '' });
    for (const root of roots) {
      expect(readFileSync(join(copyOf(loopback.store, root), 'file'), 'utf8')).toBe(root);
    }
  });
});

describe('a backup that cannot be made says why:', () => {
  async function failsWith(settings: unknown, code: string, status: number): Promise<string> {
    const finished = await run(settings);
    expect(finished.stderr).not.toBe('');
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'failed', failure: { code } });
    expect(finished.status).toBe(status);
    return finished.stderr;
  }

  test('the port is taken', async () => {
    const loopback = await startHost();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '::', resolve));
    const { port } = server.address() as { port: number };
    before = lookBefore();
    const stderr = await failsWith(
      settingsFor(loopback, [sandbox.source], { callbackPort: port }),
      'port-taken',
      1,
    );
    expect(stderr).toContain(`Port ${port} is taken`);
    await new Promise((resolve) => server.close(resolve));
  });

  test('the host’s key is not the pinned one', async () => {
    const loopback = await startHost();
    const sshArgs = [...loopback.sshArgs, '-o', 'GlobalKnownHostsFile=/dev/null'].map((arg) =>
      arg.startsWith('UserKnownHostsFile=') ? 'UserKnownHostsFile=/dev/null' : arg,
    );
    await failsWith(settingsFor(loopback, [sandbox.source], { sshArgs }), 'host-key-not-trusted', 1);
  });

  test('the host’s key has changed', async () => {
    const loopback = await startHost();
    const other = readFileSync(join(loopback.directory, 'laptop-key.pub'), 'utf8')
      .split(' ')
      .slice(0, 2)
      .join(' ');
    const knownHosts = join(loopback.directory, 'known_hosts');
    writeFileSync(knownHosts, `[127.0.0.1]:${loopback.port} ${other}\n`);
    const stderr = await failsWith(settingsFor(loopback, [sandbox.source]), 'host-key-changed', 1);
    const fingerprint = (name: string): string =>
      execFileSync('ssh-keygen', ['-lf', join(loopback.directory, name)], { encoding: 'utf8' }).split(
        ' ',
      )[1] ?? '';
    expect(stderr).toContain(
      `it showed the key ${fingerprint('host-key.pub')}, and is known by ${fingerprint('laptop-key.pub')}.`,
    );
    const forget = `ssh-keygen -f ${knownHosts} -R '[127.0.0.1]:${loopback.port}'`;
    expect(stderr).toContain(forget);
    execFileSync('/bin/sh', ['-c', forget], { stdio: 'ignore' });
    expect(readFileSync(knownHosts, 'utf8')).toBe('');
    writeFileSync(knownHosts, `[127.0.0.1]:${loopback.port} ${other}\n`);
    expect((await sandbox.run('--check')).stdout).toContain(forget);
  });

  test('the host does not know this machine’s key', async () => {
    const loopback = await startHost();
    writeFileSync(join(loopback.directory, 'authorized_keys'), '');
    await failsWith(settingsFor(loopback, [sandbox.source]), 'host-login-refused', 1);
  });

  test('the key has a passphrase, and there is no agent', async () => {
    const loopback = await startHost();
    const key = join(loopback.directory, 'laptop-key');
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'secret', '-f', key]);
    const settings = settingsFor(loopback, [sandbox.source]);
    const stderr = await failsWith(settings, 'call-key-locked', 1);
    expect(stderr).toContain(`The key ${key} has a passphrase`);
    const foreseen = `note    ssh key: ${key} has a passphrase`;
    expect((await sandbox.run('--check')).stdout).toContain(foreseen);
    expect((await sandbox.run('--schedule')).stdout).toContain(`The key ${key} has a passphrase`);
  });

  test('the key can be read by others', async () => {
    const loopback = await startHost();
    const key = join(loopback.directory, 'laptop-key');
    chmodSync(key, 0o644);
    const stderr = await failsWith(settingsFor(loopback, [sandbox.source]), 'call-key-open', 1);
    expect(stderr).toContain(`chmod 600 ${key}`);
  });

  test.each(['direct', 'tunnel'])('ssh cannot read its configuration (%s)', async (reach) => {
    const loopback = await startHost();
    const config = join(sandbox.directory('own-ssh'), 'config');
    writeFileSync(config, 'Host *\n  UseKeychain yes\n');
    const sshArgs = ['-F', config, ...loopback.sshArgs.slice(2)];
    const settings = settingsFor(loopback, [sandbox.source], { sshArgs, reach });
    // Nobody is away: a scheduled backup must not wait for it in silence.
    const due = { schemaVersion: 3, schedule: { kind: 'hours', every: 1 } };
    sandbox.writeSettings({ ...settings, ...due });
    const scheduled = await sandbox.run('--run', '--if-due', '--quiet');
    expect(scheduled.status).toBe(1);
    expect(scheduled.stderr).toContain('Bad configuration option: usekeychain');
    const stderr = await failsWith(settings, 'ssh-misconfigured', 1);
    expect(stderr).toContain(`${config}: line 2: Bad configuration option: usekeychain`);
  });

  test('the program of the way there is missing', async () => {
    const loopback = await startHost();
    const sshArgs = [...loopback.sshArgs, '-o', 'ProxyCommand=no-such-program %h'];
    const settings = settingsFor(loopback, [sandbox.source], { sshArgs, allowFrom: ['127.0.0.1'] });
    expect(await failsWith(settings, 'ssh-misconfigured', 1)).toContain('no-such-program');
  });

  test('the host has no Node.js', async () => {
    const loopback = await startHost({ command: () => 'cd && nodejs-that-is-not/node latchkey-host.mjs' });
    await failsWith(settingsFor(loopback, [sandbox.source]), 'host-node-missing', 1);
  });

  test('the host has a Node.js that is too old', async () => {
    const bundle = join(sandbox.directory('host/home'), 'latchkey-host.mjs');
    writeFileSync(bundle, 'a ??? b;\n');
    const loopback = await startHost({ command: () => `${process.execPath} ${bundle}` });
    await failsWith(settingsFor(loopback, [sandbox.source]), 'host-node-too-old', 1);
  });

  test('the host is down', async () => {
    const loopback = await startHost();
    await loopback.stop();
    before = lookBefore();
    const stderr = await failsWith(settingsFor(loopback, [sandbox.source]), 'host-unreachable', 69);
    expect(stderr).toContain('Connection refused');
  });

  test.each([{}, { allowFrom: ['127.0.0.1'] }, { reach: 'tunnel' }])(
    'nobody knows the host’s name (%j)',
    async (more) => {
      const loopback = await startHost();
      const settings = settingsFor(loopback, [sandbox.source], {
        destination: 'no-such-host.invalid',
        ...more,
      });
      expect(await failsWith(settings, 'host-unreachable', 69)).toContain('no-such-host.invalid');
    },
  );

  test('the host does not allow tunnels', async () => {
    const loopback = await startHost();
    await failsWith(settingsFor(loopback, [sandbox.source], { reach: 'tunnel' }), 'tunnel-refused', 1);
  });

  test('the host has no latchkey-host', async () => {
    const loopback = await startHost({ command: () => '/nowhere/latchkey-host --store /s --machine m' });
    const stderr = await failsWith(settingsFor(loopback, [sandbox.source]), 'host-program-not-installed', 1);
    expect(stderr).toContain('has no latchkey-host');
  });

  test('the host is this very machine, and its store is among what is backed up', async () => {
    const loopback = await startHost();
    // The test's host has its key line elsewhere; whoever follows the README has it here.
    cpSync(join(loopback.directory, 'authorized_keys'), join(sandbox.directory('.ssh'), 'authorized_keys'));
    const settings = settingsFor(loopback, [sandbox.path]);
    const stderr = await failsWith(settings, 'store-inside-root', 78);
    expect(stderr).toContain(`${loopback.store} lies inside ${sandbox.path}`);
    sandbox.writeExcludeList(`${loopback.store}/\n${sandbox.runtime}/\n${sandbox.state}/\n`);
    const warned = await run(settings);
    expect(warned).toMatchObject({ status: 0, stderr: '' });
    expect(warned.stdout).toContain('is this very machine: if its disk breaks');
    expect((await sandbox.run('--check')).stdout).toContain('is this very machine');
  });

  test.each(['direct', 'tunnel'])('the key line has no command (%s)', async (reach) => {
    const loopback = await startHost({ anyCommand: true });
    const settings = settingsFor(loopback, [sandbox.source], { reach });
    const stderr = await failsWith(settings, 'host-login-is-shell', 1);
    expect(stderr).toContain('Write command="…" before this key');
  });

  test('the key line does not allow tunnels', async () => {
    const loopback = await startHost({ keyOptions: TUNNEL_KEY_OPTIONS });
    const settings = settingsFor(loopback, [sandbox.source], { reach: 'tunnel' });
    expect(await failsWith(settings, 'tunnel-not-allowed', 1)).toContain('Add --allow-tunnel');
  });

  test('the host’s store is not mounted', async () => {
    const loopback = await startHost({ extraHostArguments: '--store /nowhere/store' });
    const stderr = await failsWith(settingsFor(loopback, [sandbox.source]), 'store-unusable', 1);
    // The laptop learns nothing of where the store is; the host's own log has it.
    expect(stderr).toContain('there is no directory STORE');
    expect(stderr).toContain('STORE is the directory after --store in the key line');
    expect(stderr + lastLog(sandbox)).not.toContain('/nowhere');
    const log = join(loopback.home, '.local/state/latchkey-host/laptop.log');
    expect(readFileSync(log, 'utf8')).toContain('/nowhere/store');
    expect(statSync(log).mode & 0o777).toBe(0o600);
  });

  test('the host is turned away, because it comes from an address that is not allowed', async () => {
    const loopback = await startHost();
    const settings = settingsFor(loopback, [sandbox.source], { allowFrom: ['192.0.2.1', '2001:db8::/32'] });
    const stderr = await failsWith(settings, 'connect-back-failed', 1);
    expect(stderr).toContain('Turned away: 127.0.0.1');
    expect(lastOutcome(sandbox).refused.peers).toEqual(['127.0.0.1']);
  });

  test('the host ends well and has read nothing', async () => {
    const loopback = await startHost({ command: () => '/bin/cat > /dev/null' });
    await failsWith(settingsFor(loopback, [sandbox.source]), 'not-acknowledged', 1);
  });
});

test('a JSON reader gets one object a line, from the first state to the outcome', async () => {
  const loopback = await startHost();
  sandbox.writeSettings(settingsFor(loopback, [sandbox.source]));
  const finished = await sandbox.run('--run', '--json');
  const phases = jsonLines(finished).flatMap((line) => (line.type === 'state' ? [line.state.phase] : []));
  expect(phases).toEqual(['preparing', 'listening', 'calling', 'transferring', 'cleaning-up', 'finished']);
  const last = jsonLines(finished).at(-1);
  expect(last).toMatchObject({ type: 'state', state: { outcome: lastOutcome(sandbox) } });
});
