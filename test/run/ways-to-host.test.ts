/** How ssh gets to the host is the user's: jumps, conditions, agents, certificates. Each with the real ssh and sshd, by both ways back. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookBefore } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import {
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type HostOptions,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { HOST_PROGRAM, Sandbox, startProgram } from '../helpers/sandbox';
import { copyOf } from '../helpers/store';
import { until } from '../helpers/until';

const { username } = userInfo();
let sandbox: Sandbox;
let host: LoopbackHost;
let ending: (() => Promise<void> | void)[];

beforeEach(() => {
  ending = [];
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});
afterEach(async () => {
  for (const end of ending.reverse()) await end();
  sandbox.remove();
});

async function startHost(options: HostOptions = {}): Promise<void> {
  host = await startLoopbackHost(sandbox, {
    ...{ keyOptions: TUNNEL_KEY_OPTIONS, extraHostArguments: '--allow-tunnel' },
    ...options,
  });
  ending.push(() => host.stop());
}

const keyOf = (one: LoopbackHost): string => join(one.directory, 'laptop-key');

/** In ssh_config(5)'s words. */
function hostBlock(name: string, one: LoopbackHost, more: readonly string[] = []): string {
  const lines = [
    ...['HostName 127.0.0.1', `Port ${one.port}`, `User ${username}`],
    ...[`UserKnownHostsFile ${join(one.directory, 'known_hosts')}`, 'IdentitiesOnly yes', ...more],
  ];
  return `Host ${name}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

async function backUp(
  config: string,
  reach: string,
  environment: Record<string, string> = {},
): Promise<void> {
  const file = join(sandbox.directory('own-ssh'), 'config');
  writeFileSync(file, config);
  const more = { destination: 'nas', sshArgs: ['-F', file], reach };
  sandbox.writeSettings(settingsFor(host, [sandbox.source], more));
  const before = lookBefore();
  const cli = startProgram(process.execPath, [join(HOST_PROGRAM, '../latchkey.mjs'), '--run'], {
    ...sandbox.environment,
    ...environment,
  });
  expect(await cli.finished).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copyOf(host.store, sandbox.source), 'letter.txt'), 'utf8')).toBe('dear reader\n');
  await untilNothingIsLeft(before, sandbox);
}

/** With the key in it, and no other way to its secret. */
async function startAgent(key: string): Promise<string> {
  const socket = join(sandbox.path, 'agent');
  const agent: ChildProcess = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  ending.push(() => void agent.kill());
  await until(
    () => existsSync(socket),
    () => 'no agent',
  );
  execFileSync('ssh-add', ['-q', key], { env: { SSH_AUTH_SOCK: socket } });
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'secret', '-f', key]);
  return socket;
}

describe.each(['direct', 'tunnel'])('a backup that comes back %s is made', (reach) => {
  test('over a machine to jump from, by name and by a command of the user’s', async () => {
    await startHost();
    const gate = new Sandbox();
    ending.push(() => {
      gate.remove();
    });
    const jump = await startLoopbackHost(gate, { anyCommand: true });
    ending.push(() => jump.stop());
    const identity = [`IdentityFile ${keyOf(host)}`];
    const gateBlock = hostBlock('gate', jump, [`IdentityFile ${keyOf(jump)}`]);
    await backUp(`${gateBlock}${hostBlock('nas', host, [...identity, 'ProxyJump gate'])}`, reach);
    const config = join(sandbox.path, 'own-ssh/config');
    const command = `ProxyCommand ssh -F ${config} -W %h:%p gate`;
    await backUp(`${gateBlock}${hostBlock('nas', host, [...identity, command])}`, reach);
  });

  test('where a condition of the configuration says which host it is', async () => {
    await startHost();
    const block = hostBlock('nas', host, [`IdentityFile ${keyOf(host)}`]).replace(/^ {2}Port.*\n/m, '');
    const right = `Match originalhost nas exec "test -e ${sandbox.source}/letter.txt"\n  Port ${host.port}\n`;
    await backUp(`${right}Match exec "false"\n  Port 1\n${block}`, reach);
  });

  test('with a key that only an agent has', async () => {
    await startHost();
    const socket = await startAgent(keyOf(host));
    const identity = [`IdentityFile ${keyOf(host)}`];
    await backUp(hostBlock('nas', host, identity), reach, { SSH_AUTH_SOCK: socket });
    await backUp(hostBlock('nas', host, [...identity, `IdentityAgent ${socket}`]), reach);
    // As for a key in hardware: of it there is the public part alone.
    renameSync(keyOf(host), join(host.directory, 'elsewhere'));
    const half = [`IdentityFile ${keyOf(host)}.pub`, `IdentityAgent ${socket}`];
    await backUp(hostBlock('nas', host, half), reach);
  });

  test('with a certificate that names the command, and no key line', async () => {
    const authority = join(sandbox.directory('authority'), 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', authority]);
    await startHost({
      sshdOptions: [`TrustedUserCAKeys=${authority}.pub`],
      command: () => '/bin/false',
    });
    const command = `${process.execPath} ${HOST_PROGRAM} --store ${host.store} --machine laptop --allow-tunnel`;
    execFileSync('ssh-keygen', [
      ...[
        '-q',
        '-s',
        authority,
        '-I',
        'laptop',
        '-n',
        username,
        '-O',
        'clear',
        '-O',
        'permit-port-forwarding',
      ],
      ...['-O', `force-command=${command}`, `${keyOf(host)}.pub`],
    ]);
    writeFileSync(join(host.directory, 'authorized_keys'), '');
    const identity = [`IdentityFile ${keyOf(host)}`, `CertificateFile ${keyOf(host)}-cert.pub`];
    await backUp(hostBlock('nas', host, identity), reach);
  });
});
