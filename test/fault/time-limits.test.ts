import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunController } from '../../electron/run/run-controller';
import { userPaths } from '../../electron/settings/user-paths';
import { makeClientKey } from '../../electron/ssh/one-time-keys';
import type { RunResult } from '../../shared/run-events';
import { KeyKeeper } from '../helpers/key-keeper';
import { leftoversSince, lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { GUARD, HOST_PROGRAM, Sandbox } from '../helpers/sandbox';

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

  function start(windowMs: number): Promise<RunResult> {
    const bundles = { runtime: process.execPath, guard: GUARD, host: HOST_PROGRAM };
    return new RunController(userPaths(), bundles).start({ purpose: 'backup', windowMs });
  }

  test('and never comes finds the door closed after the window’s time', async () => {
    const started = Date.now();
    const result = await start(1500);
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
    const run = start(3000);
    const intruder = await (await keeper.request()).connect();
    expect(await run).toMatchObject({
      outcome: { result: 'failed', failure: { code: 'transfer-interrupted' } },
    });
    await intruder.master.finished;
    await untilNothingIsLeft(before, sandbox);
  });
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
