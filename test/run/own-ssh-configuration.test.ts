/** People's own ssh configurations, with the real ssh and sshd: what they say of terminals and tunnels of theirs must not matter. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookBefore } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import {
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { lastOutcome } from '../helpers/records';
import { Sandbox, type Finished } from '../helpers/sandbox';
import { copyOf } from '../helpers/store';

let sandbox: Sandbox;
let host: LoopbackHost;
let taken: Server;
let takenPort: number;

beforeEach(async () => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  host = await startLoopbackHost(sandbox, {
    keyOptions: TUNNEL_KEY_OPTIONS,
    extraHostArguments: '--allow-tunnel',
  });
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  takenPort = address.port;
});

afterEach(async () => {
  await new Promise((resolve) => taken.close(resolve));
  await host.stop();
  sandbox.remove();
});

/** One backup with these lines in the configuration, which must leave nothing behind. */
async function runWith(lines: string, more: Record<string, unknown> = {}): Promise<Finished> {
  const config = join(sandbox.directory('own-ssh'), 'config');
  writeFileSync(config, `Host *\n${lines}\n`);
  const sshArgs = ['-F', config, ...host.sshArgs.slice(2)];
  sandbox.writeSettings(settingsFor(host, [sandbox.source], { sshArgs, ...more }));
  const before = lookBefore();
  const finished = await sandbox.run('--run');
  await untilNothingIsLeft(before, sandbox);
  return finished;
}

describe.each(['direct', 'tunnel'])('a backup that comes back %s is made', (reach) => {
  test.each([
    ['a command of the terminal’s', () => 'RemoteCommand tmux new -A -s me\nRequestTTY force'],
    ['no session', () => 'SessionType none'],
    ['a subsystem', () => 'SessionType subsystem'],
    ['nothing on stdin', () => 'StdinNull yes'],
    ['the background', () => 'ForkAfterAuthentication yes'],
    ['a shared connection', () => `ControlMaster auto\nControlPersist yes\nControlPath ${sandbox.path}/cm`],
    ['a local command', () => `PermitLocalCommand yes\nLocalCommand touch ${sandbox.path}/touched; exit 1`],
    [
      'a local forwarding whose port is taken',
      () => `ExitOnForwardFailure yes\nLocalForward 127.0.0.1:${takenPort} localhost:80`,
    ],
    [
      'a SOCKS proxy whose port is taken',
      () => `ExitOnForwardFailure yes\nDynamicForward 127.0.0.1:${takenPort}`,
    ],
    [
      'a forwarding from the host that it does not have',
      () => `ExitOnForwardFailure yes\nRemoteForward 127.0.0.1:${takenPort} localhost:80`,
    ],
    ['no words', () => 'LogLevel QUIET'],
  ])('where the configuration has %s', async (_name, lines) => {
    const finished = await runWith(lines(), { reach });
    expect(finished).toMatchObject({ status: 0, stderr: '' });
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed' });
    expect(readFileSync(join(copyOf(host.store, sandbox.source), 'letter.txt'), 'utf8')).toBe(
      'dear reader\n',
    );
  });
});
