import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunController } from '../../electron/run/run-controller';
import type { RunLimits } from '../../electron/run/run-limits';
import { userPaths } from '../../electron/settings/user-paths';
import { makeClientKey } from '../../electron/ssh/one-time-keys';
import type { RunResult } from '../../shared/run-events';
import { KeyKeeper } from '../helpers/key-keeper';
import { leftoversSince, lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { BUNDLES, HOST_PROGRAM, Sandbox } from '../helpers/sandbox';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  before = lookBefore();
});

afterEach(() => {
  sandbox.remove();
});

describe('a host that takes the request', () => {
  let keeper: KeyKeeper;
  let host: LoopbackHost;

  beforeEach(async () => {
    keeper = new KeyKeeper();
    host = await startLoopbackHost(sandbox, { command: keeper.command });
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    keeper.remove();
    await host.stop();
  });

  const start = startWith;

  test('and never comes finds the door closed after the window’s time', async () => {
    const started = Date.now();
    const result = await start({ windowMs: 1500 });
    expect(Date.now() - started).toBeGreaterThan(1500);
    expect(result).toMatchObject({
      started: true,
      outcome: { result: 'failed', failure: { code: 'callback-missing', seconds: 1.5, turnedAway: [] } },
    });
    await untilNothingIsLeft(before, sandbox);
    const late = await (await keeper.request()).ssh('--', 'true').finished;
    expect(late.stderr).toContain('Connection refused');
  });

  test('comes in and never asks for anything is shown out', async () => {
    const run = start({ idleMs: 1500 });
    const intruder = await (await keeper.request()).connect();
    expect(await run).toMatchObject({
      outcome: { result: 'failed', failure: { code: 'host-silent', awaited: 'request' } },
    });
    await intruder.master.finished;
    await untilNothingIsLeft(before, sandbox);
  });

  test('comes in and asks again and again for what is refused is shown out as well', async () => {
    const run = start({ idleMs: 1500 });
    const intruder = await (await keeper.request()).connect();
    let tries = 0;
    const stopped = run.then(() => true);
    while (!(await Promise.race([stopped, intruder.run('--', 'id').then(() => false)]))) tries += 1;
    expect(tries).toBeGreaterThan(0);
    expect(await run).toMatchObject({
      outcome: { result: 'failed', failure: { code: 'commands-refused' } },
    });
    await untilNothingIsLeft(before, sandbox);
  });
});

async function startWith(limits: Partial<RunLimits>): Promise<RunResult | undefined> {
  const [result] = await new RunController(userPaths(), BUNDLES).start({ purpose: 'backup', limits });
  return result;
}

describe('a host that has read all of it', () => {
  let host: LoopbackHost;

  async function hostThat(command: (program: string) => string): Promise<void> {
    host = await startLoopbackHost(sandbox, {
      // As a shell script: the forced command is one line of the shell, and its words come from the test.
      command: ({ directory, store }) => {
        const script = join(directory, 'host.sh');
        const program = `${process.execPath} ${HOST_PROGRAM} --store ${store} --machine laptop`;
        writeFileSync(script, command(program));
        return `/bin/sh ${script}`;
      },
    });
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
  }

  afterEach(async () => {
    vi.unstubAllEnvs();
    await host.stop();
  });

  // Until the laptop has ended its call: then the script's parent is gone.
  const STAYS = 'parent=$PPID; while [ "$(ps -o ppid= -p $$ | tr -d " ")" = "$parent" ]; do sleep 0.05; done';

  test('and says so, but never hangs up, has made a backup, and its call is ended', async () => {
    await hostThat((program) => `${program}\n${STAYS}\n`);
    expect(await startWith({ hangUpMs: 200 })).toMatchObject({ outcome: { result: 'completed' } });
    await untilNothingIsLeft(before, sandbox);
  });

  test('and says that it failed, but never hangs up, has its say', async () => {
    await hostThat(() => {
      const failed = { latchkey: 1, type: 'failed', failure: { code: 'store-full' } };
      return `cat > /dev/null; echo '${JSON.stringify(failed)}'\n${STAYS}\n`;
    });
    expect(await startWith({ hangUpMs: 200 })).toMatchObject({
      outcome: { result: 'failed', failure: { code: 'store-full' } },
    });
    await untilNothingIsLeft(before, sandbox);
  });

  test('and never says how it ended is not waited for without end', async () => {
    await hostThat((program) => `${program} | grep -v '"done"'\n${STAYS}\n`);
    expect(await startWith({ reportMs: 500 })).toMatchObject({
      outcome: { result: 'failed', failure: { code: 'host-silent', awaited: 'report', seconds: 0.5 } },
    });
    await untilNothingIsLeft(before, sandbox);
  });
});

test('a host program on this machine that hangs while it starts is ended, and named', async () => {
  sandbox.useLocalStore();
  const hanging = join(sandbox.path, 'hanging.mjs');
  writeFileSync(hanging, 'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1e6);');
  for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
  const controller = new RunController(userPaths(), { ...BUNDLES, host: hanging });
  const [run] = await controller.start({ purpose: 'backup', limits: { startMs: 300 } });
  vi.unstubAllEnvs();
  expect(run).toMatchObject({
    outcome: { result: 'failed', failure: { code: 'program-not-started', program: 'latchkey-host' } },
  });
  await untilNothingIsLeft(before, sandbox);
});

describe('ssh-keygen', () => {
  const alive = new AbortController().signal;

  function fakeKeygen(script: string): { mkfifo: string; sshKeygen: string } {
    const sshKeygen = join(sandbox.path, 'ssh-keygen');
    writeFileSync(sshKeygen, `#!/bin/sh\n${script}\n`);
    chmodSync(sshKeygen, 0o700);
    return { mkfifo: '/usr/bin/mkfifo', sshKeygen };
  }

  test.each([
    ['hangs', `echo $$ > "$0.pid"; exec sleep 1000`],
    [
      'hangs and does not go when told to',
      `echo $$ > "$0.pid"; trap '' TERM; while :; do read -r x < "$0.none"; done`,
    ],
    ['writes nothing', 'exit 0'],
    ['writes half a key', `for last; do :; done; echo "-----BEGIN OPENSSH PRIVATE KEY-----" > "$last"`],
  ])('that %s is "no data from ssh-keygen" after the time limit, and is ended', async (_what, script) => {
    const made = await makeClientKey(sandbox.runtime, fakeKeygen(script), alive, 400);
    expect(made).toEqual({
      ok: false,
      failure: { code: 'one-time-key-failed', detail: 'no data from ssh-keygen' },
    });
    const pidFile = join(sandbox.path, 'ssh-keygen.pid');
    if (existsSync(pidFile)) expect(existsSync(`/proc/${readFileSync(pidFile, 'utf8').trim()}`)).toBe(false);
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('that fails is quoted', async () => {
    const made = await makeClientKey(
      sandbox.runtime,
      fakeKeygen('echo "no randomness" >&2; exit 1'),
      alive,
      2000,
    );
    expect(made).toMatchObject({ failure: { detail: 'ssh-keygen: no randomness' } });
  });

  test('that hangs does not keep a run that is cancelled', async () => {
    const cancel = new AbortController();
    const made = makeClientKey(sandbox.runtime, fakeKeygen('exec sleep 1000'), cancel.signal, 60_000);
    cancel.abort();
    expect(await made).toMatchObject({ ok: false });
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('gives a key that never was a file', async () => {
    const programs = { mkfifo: '/usr/bin/mkfifo', sshKeygen: '/usr/bin/ssh-keygen' };
    const made = await makeClientKey(sandbox.runtime, programs, alive);
    if (!made.ok) throw new Error(JSON.stringify(made.failure));
    expect(made.value.privateKey).toMatch(
      /^-----BEGIN OPENSSH PRIVATE KEY-----\n[^-]+-----END OPENSSH PRIVATE KEY-----\n$/,
    );
    expect(made.value.publicKey).toMatch(/^ssh-ed25519 /);
  });
});
