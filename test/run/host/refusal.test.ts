import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostFailure } from '../../../shared/failures';
import {
  findReport,
  hostProcesses,
  privateDirectories,
  StandInLaptop,
  type RunOptions,
} from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
  expect(privateDirectories()).toEqual([]);
  expect(hostProcesses()).toEqual([]);
});

async function failureOf(options: RunOptions): Promise<HostFailure> {
  const run = await laptop.run(options);
  expect(run.status, JSON.stringify(run)).toBe(1);
  expect(run.reports.at(-1)?.type).toBe('failed');
  return findReport(run, 'failed').failure;
}

/**
 * A small file system of the run's own. An ordinary user may mount one in a user namespace; a machine that forbids
 * those (kernel.unprivileged_userns_clone, AppArmor) cannot run these tests, and they fail with unshare's own words.
 */
function onFileSystem(type: string): string[] {
  const script = `mount -t ${type} none "$0" && { "$@"; s=$?; ls -a "$0/laptop" >&2; exit $s; }`;
  return ['unshare', '-Urm', 'sh', '-c', script, laptop.store];
}

describe('where it connects to', () => {
  const caller = (address: string): string => `${address} 50000 127.0.0.1 22`;

  it('is the address that the call came from, whatever the request names', async () => {
    const callback = `laptop.example:${laptop.port}`;
    const env = { SSH_ORIGINAL_COMMAND: callback, SSH_CONNECTION: caller('127.0.0.1') };
    const run = await laptop.run({ env, extension: { reach: 'direct' } });
    expect(run, run.stderr).toMatchObject({ status: 0 });
  });

  it('is not the address that the request names', async () => {
    const env = { SSH_ORIGINAL_COMMAND: `127.0.0.1:${laptop.port}`, SSH_CONNECTION: caller('127.0.0.99') };
    const failure = await failureOf({ env, extension: { reach: 'direct' } });
    expect(failure).toMatchObject({ code: 'connect-back-failed' });
    expect(laptop.connections).toBe(0);
  });

  it('is nowhere for a laptop that says it is this machine', async () => {
    const env = { SSH_ORIGINAL_COMMAND: `127.0.0.1:${laptop.port}`, SSH_CONNECTION: caller('192.0.2.1') };
    const detail = 'only the laptop itself can ask for a backup without a connection';
    // Without a key, as that is asked.
    const whole = laptop.requestBody({ reach: 'here' });
    const body = whole.slice(whole.indexOf('\n\n\n'));
    for (const options of [{ env }, {}]) {
      const failure = await failureOf({ ...options, body });
      expect(failure).toEqual({ code: 'request-malformed', detail });
    }
    expect(laptop.connections).toBe(0);
  });

  it('is loopback alone for a tunnel', async () => {
    const env = { SSH_ORIGINAL_COMMAND: '192.0.2.1:22', SSH_CONNECTION: caller('192.0.2.1') };
    expect(await failureOf({ env, extension: { reach: 'tunnel' } })).toEqual({ code: 'tunnel-not-allowed' });
    // "local" is loopback as well: whoever calls over ssh is no local one.
    expect(await failureOf({ env, extension: { reach: 'local' } })).toEqual({ code: 'tunnel-not-allowed' });
    const args = ['--allow-tunnel'];
    expect(await failureOf({ env, args, extension: { reach: 'tunnel' } })).toMatchObject({
      code: 'address-mismatch',
    });
  });

  it('is refused to a laptop whose one-time host key is another one', async () => {
    const failure = await failureOf({ extension: { hostKey: laptop.publicKey('other-key') } });
    expect(failure.code).toBe('laptop-key-mismatch');
    expect(existsSync(join(laptop.directory, 'commands'))).toBe(false);
  });
});

describe('a request', () => {
  it('without the extension is refused: there is nothing to pin', async () => {
    const body = laptop.requestBody().replace(/# latchkey-request: .*\n/, '');
    expect(await failureOf({ body })).toMatchObject({ code: 'request-malformed' });
  });

  it.each([
    ['that is empty', ''],
    ['that holds no key', 'hello\n\n\n'],
  ])('%s is refused', async (_, body) => {
    expect((await failureOf({ body })).code).toBe('request-malformed');
    expect(readdirSync(laptop.store)).toEqual([]);
  });

  it('for a root that leads out of the store is refused', async () => {
    const failure = await failureOf({ extension: { roots: ['/../../../../etc'] } });
    expect(failure.code).toBe('request-malformed');
  });

  it('with an exclude list of more than 1 MiB is refused: it is kept with each snapshot', async () => {
    const failure = await failureOf({ excludeList: '# comment\n'.repeat(110_000) });
    expect(failure).toEqual({ code: 'request-malformed', detail: 'the exclude list is larger than 1 MiB' });
  });

  it('over 16 MiB is refused', async () => {
    const failure = await failureOf({ excludeList: '# comment\n'.repeat(2_000_000) });
    expect(failure).toEqual({ code: 'request-malformed', detail: 'it is larger than 16 MiB' });
  });
});

describe('the command line', () => {
  it.each([
    [[], 'no request came with it'],
    [['--machine', '../other'], '--machine: "../other" is not'],
    [['--keep', 'minutely=1'], '--keep:'],
    [['--list', '--keep', 'daily=1'], 'does not belong here'],
  ])('%j is answered by status 2 and a sentence', async (args, words) => {
    const machine = args.includes('--machine') ? [] : ['--machine', 'laptop'];
    const ended = await laptop.startBare(['--store', laptop.store, ...machine, ...args]).ended;
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });
});

describe('a store', () => {
  it('that is missing is not made', async () => {
    rmSync(laptop.store, { recursive: true });
    expect(await failureOf({})).toMatchObject({ code: 'store-unusable' });
    expect(existsSync(laptop.store)).toBe(false);
  });

  it('is used by one run at a time', async () => {
    const first = laptop.startHost();
    await first.reported(({ type }) => type === 'accepted');
    expect(await failureOf({})).toEqual({ code: 'store-busy', machine: 'laptop' });
    expect((await first.ended).status).toBe(0);
  });

  it('without extended attributes is refused by name', async () => {
    const failure = await failureOf({ wrapper: onFileSystem('ramfs') });
    expect(failure).toEqual({ code: 'store-lacks', lack: 'attributes' });
  });

  it('that fills up says so and keeps nothing of what did not fit', async () => {
    writeFileSync(join(laptop.source, 'big'), Buffer.alloc(8_000_000, 'x'));
    const run = await laptop.run({ wrapper: onFileSystem('tmpfs -o size=4m') });
    expect(run.status).toBe(1);
    expect(findReport(run, 'failed').failure).toMatchObject({ code: 'store-full' });
    expect(run.stderr).not.toMatch(/^(?:\S*Z\.partial|\.unfinished-files)$/m);
    expect(run.stderr).not.toMatch(/^latest$/m);
  });
});

describe('the laptop', () => {
  it('that refuses the command is quoted', async () => {
    laptop.setCommand("echo 'latchkey-guard: refused: not one of the roots' >&2; exit 1");
    const failure = await failureOf({});
    expect(failure.code).toBe('transfer-failed');
    expect(JSON.stringify(failure)).toContain('not one of the roots');
    expect(readdirSync(laptop.machine).filter((name) => name === 'latest')).toEqual([]);
  });

  it('that is not there is named', async () => {
    const port = laptop.port;
    await laptop.stopListening();
    const failure = await failureOf({ callback: `127.0.0.1:${port}` });
    expect(failure).toMatchObject({ code: 'connect-back-failed' });
    expect(JSON.stringify(failure)).toContain('refused');
  });
});
