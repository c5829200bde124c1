/** The network between laptop and host, and either side of it, slow, silent and gone: for a while, and for ever. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunController } from '../../electron/run/run-controller';
import { userPaths } from '../../electron/settings/user-paths';
import { lookBefore, type Before } from '../helpers/leftovers';
import {
  endOfLongFile,
  programsLike,
  signalAll,
  startLongRun,
  untilNothingIsLeft,
} from '../helpers/long-run';
import {
  freePort,
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { lastOutcome } from '../helpers/records';
import { Relay } from '../helpers/relay';
import { BUNDLES, HOST_PROGRAM, Sandbox, type Started } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';

type Way = 'directly' | 'through the tunnel';
const WAYS: Way[] = ['directly', 'through the tunnel'];
const A_WHILE_MS = 5_000;

let sandbox: Sandbox;
let host: LoopbackHost;
let relay: Relay;
let before: Before;
let settings: object;

beforeEach(() => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await relay.close();
  await host.stop();
  sandbox.remove();
});

/** All that the host reads passes the relay: the door's side of it, or with the tunnel the call itself. */
async function putRelayInTheWay(way: Way): Promise<void> {
  if (way === 'through the tunnel') {
    host = await startLoopbackHost(sandbox, {
      keyOptions: TUNNEL_KEY_OPTIONS,
      extraHostArguments: '--allow-tunnel',
    });
    relay = await Relay.to(() => host.port);
    const sshArgs = host.sshArgs.map((word) => (word === String(host.port) ? String(relay.port) : word));
    const asBefore = ['-o', `HostKeyAlias=[127.0.0.1]:${host.port}`];
    settings = settingsFor({ ...host, sshArgs: [...sshArgs, ...asBefore] }, [sandbox.source], {
      reach: 'tunnel',
    });
  } else {
    const callbackPort = await freePort();
    relay = await Relay.to(() => callbackPort);
    // The host is told the door's port, and knocks at the relay's instead.
    const onItsWay = `export SSH_ORIGINAL_COMMAND=127.0.0.1:${relay.port}`;
    host = await startLoopbackHost(sandbox, {
      command: ({ store }) =>
        `${onItsWay}; exec ${process.execPath} ${HOST_PROGRAM} --store ${store} --machine laptop`,
    });
    settings = settingsFor(host, [sandbox.source], { callbackPort });
  }
  sandbox.writeSettings(settings);
  before = lookBefore();
}

/** Twenty files that take a few seconds, of which the first have arrived. */
async function startSlowRun(): Promise<Started> {
  sandbox.writeSettings({ ...settings, bandwidthLimit: 4000 });
  mkdirSync(join(sandbox.source, 'photos'));
  for (let number = 0; number < 20; number += 1) {
    writeFileSync(join(sandbox.source, `photos/${number}`), Buffer.alloc(1_000_000, number));
  }
  const run = sandbox.start('--run', '--json');
  await relay.carried(1_000_000);
  return run;
}

async function expectWholeBackup(run: Started): Promise<void> {
  expect(await run.finished).toMatchObject({ status: 0 });
  const last = readFileSync(join(copyOf(host.store, sandbox.source), 'photos/19'));
  expect(last.equals(Buffer.alloc(1_000_000, 19))).toBe(true);
  await untilNothingIsLeft(before, sandbox);
}

async function expectNextBackup(): Promise<void> {
  await untilNothingIsLeft(before, sandbox);
  endOfLongFile(sandbox);
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copyOf(host.store, sandbox.source), 'letter.txt'), 'utf8')).toBe('dear reader\n');
  await untilNothingIsLeft(before, sandbox);
}

describe.each(WAYS)('%s', (way) => {
  test('every piece is a fifth of a second on its way: the backup is made', async () => {
    await putRelayInTheWay(way);
    relay.slow(200);
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    expect(completeSnapshots(host.store)).toHaveLength(1);
    await untilNothingIsLeft(before, sandbox);
  });

  test('nothing passes for a while in the middle of a file: the backup is made', async () => {
    await putRelayInTheWay(way);
    const run = await startSlowRun();
    relay.stall();
    await delay(A_WHILE_MS);
    relay.goOn();
    await expectWholeBackup(run);
  });

  test('nothing passes any more: the run ends by itself, says so, and the next one is made', async () => {
    await putRelayInTheWay(way);
    const run = await startLongRun(sandbox);
    relay.stall();
    expect(await run.finished).toMatchObject({ status: 1, signal: null });
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'failed',
      failure: { code: 'transfer-interrupted' },
    });
    relay.cut();
    relay.goOn();
    await expectNextBackup();
  });

  test('the connection is cut: the run says so, and the next one is made', async () => {
    await putRelayInTheWay(way);
    const run = await startLongRun(sandbox);
    relay.cut();
    expect(await run.finished).toMatchObject({ status: 1, signal: null });
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'failed',
      failure: { code: 'transfer-interrupted' },
    });
    await expectNextBackup();
  });
});

const SIDES: [string, RegExp][] = [
  ['the laptop’s rsync', /rsync --server --sender/],
  ['the laptop’s guard', /dist\/guard\.mjs/],
  ['the laptop’s sshd', /^sshd: .*\[(net|priv)\]|sshd: \S+@notty|sshd -i/],
  ['the host’s rsync', /rsync -aHAXS/],
  ['the host’s program', /latchkey-host\.mjs --store/],
  ['the host’s ssh', /ssh .*-M -N -T/],
];

/** The laptop's own. Of its rsync and its guard, it is the host that notices, after five minutes. */
const SEEN_FROM_THE_LAPTOP = SIDES.filter(([side]) => !/laptop’s (rsync|guard)/.test(side));
const LIMITS = { silenceSeconds: 3, reportMs: 1500 };

describe('stopped', () => {
  test.each(SEEN_FROM_THE_LAPTOP)(
    'for ever, %s ends the run by a limit, which is named',
    async (_side, pattern) => {
      await putRelayInTheWay('directly');
      sandbox.writeSettings({ ...settings, bandwidthLimit: 1000 });
      writeFileSync(join(sandbox.source, 'film'), Buffer.alloc(4_000_000, 7));
      for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
      const run = new RunController(userPaths(), BUNDLES).start({ purpose: 'backup', limits: LIMITS });
      await relay.carried(500_000);
      const stopped = await programsLike(pattern, before);
      signalAll(stopped, 'SIGSTOP');
      const [result] = await run;
      expect(result).toMatchObject({
        outcome: { result: 'failed', failure: { code: 'host-silent', awaited: 'report' } },
      });
      // Whoever has stopped the host's lets it go on, into nothing.
      signalAll(stopped, 'SIGCONT');
      await untilNothingIsLeft(before, sandbox);
    },
  );

  test.each(SIDES)('for a while, %s goes on with the backup', async (_side, pattern) => {
    await putRelayInTheWay('directly');
    const run = await startSlowRun();
    const stopped = await programsLike(pattern, before);
    signalAll(stopped, 'SIGSTOP');
    await delay(A_WHILE_MS);
    signalAll(stopped, 'SIGCONT');
    await expectWholeBackup(run);
  });
});
