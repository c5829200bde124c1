/** What whoever holds a laptop's key may learn of the host, and cost it. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectThroughTunnel } from '../../../host/connect-through-tunnel';
import { StoreHider } from '../../../host/hide-store';
import { makePrivateDirectory } from '../../../host/private-directory';
import { HOST_PROGRAM } from '../../helpers/sandbox';
import { until } from '../../helpers/until';
import { findReport, hostProcesses, privateDirectories, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
  expect(privateDirectories()).toEqual([]);
  expect(hostProcesses()).toEqual([]);
});

/** As sshd starts it for a laptop's key. */
const overSsh = (): Record<string, string> => ({
  SSH_ORIGINAL_COMMAND: `127.0.0.1:${laptop.port}`,
  SSH_CONNECTION: '127.0.0.1 50000 127.0.0.1 22',
});

describe('the machine’s slot', () => {
  it('comes before the request: of 40 calls one goes on, the others are told at once', async () => {
    const args = [HOST_PROGRAM, '--store', laptop.store, '--machine', 'laptop'];
    const env = { HOME: laptop.directory, PATH: '/usr/bin:/bin:/usr/sbin' };
    const first = spawn(process.execPath, [...args, '--request', `127.0.0.1:${laptop.port}`], { env });
    const ended = new Promise((resolve) => first.once('close', resolve));
    await until(
      () => existsSync(join(laptop.machine, '.lock')),
      () => 'nobody has taken the slot',
    );
    // It has said nothing yet, and it is the one that goes on.
    const others = await Promise.all(Array.from({ length: 40 }, () => laptop.run({ env: overSsh() })));
    for (const run of others) {
      expect(run.reports).toEqual([{ type: 'failed', failure: { code: 'store-busy', machine: 'laptop' } }]);
    }
    expect(laptop.connections).toBe(0);
    first.stdin.end(laptop.requestBody(), 'latin1');
    expect(await ended).toBe(0);
    expect(laptop.connections).toBe(1);
  });
});

describe('the store’s path', () => {
  const spoilStore: [string, () => void][] = [
    [
      'is not mounted',
      () => {
        renameSync(laptop.store, `${laptop.store}-away`);
      },
    ],
    [
      'may not be written to',
      () => {
        chmodSync(laptop.store, 0o500);
      },
    ],
    [
      'has a file for the machine',
      () => {
        writeFileSync(laptop.machine, '');
      },
    ],
    [
      'has a directory that may not be written to',
      () => {
        mkdirSync(laptop.machine, 0o500);
      },
    ],
  ];

  it.each(spoilStore)('stays here where the store %s', async (_, spoil) => {
    spoil();
    const run = await laptop.run({ env: overSsh(), extension: { reach: 'direct' } });
    expect(findReport(run, 'failed').failure.code).toBe('store-unusable');
    expect(JSON.stringify(run)).not.toContain(laptop.store);
    expect(JSON.stringify(run)).toContain('STORE');
    const log = readFileSync(join(laptop.directory, '.local/state/latchkey-host/laptop.log'), 'utf8');
    expect(log).toContain(laptop.store);
  });

  it('is told to the laptop whose own it is', async () => {
    renameSync(laptop.store, `${laptop.store}-away`);
    const { failure } = findReport(await laptop.run(), 'failed');
    expect(JSON.stringify(failure)).toContain(laptop.store);
  });

  it.each([
    [
      'rsync: [receiver] mkstemp "/srv/lk/laptop/2026-11-22T200000Z.partial/files/home/u/.x.ab" failed: No space left',
      'rsync: [receiver] mkstemp "STORE/home/u/.x.ab" failed: No space left',
    ],
    ["EACCES: permission denied, mkdir '/srv/lk/laptop'", "EACCES: permission denied, mkdir 'STORE'"],
    ['there is no directory /srv/lk (not mounted?)', 'there is no directory STORE (not mounted?)'],
    ['/srv/lk-other and /srv/lkx are none', '/srv/lk-other and /srv/lkx are none'],
  ])('of %j leaves %j', (words, left) => {
    expect(new StoreHider('/srv/lk', 'laptop', () => undefined).hide(words)).toBe(left);
  });

  it('is no path of the laptop’s own, whatever that is called', () => {
    const report = {
      ...{ type: 'progress' as const, root: '/srv/lk', bytes: 1, files: 1, rate: 1 },
    };
    expect(new StoreHider('/srv/lk', 'laptop').hideInReport(report)).toEqual(report);
  });
});

describe('the way back through the tunnel', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function portThat(answers: string): Promise<number> {
    const server = createServer((socket) => socket.on('error', () => undefined).end(answers));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  it('tells no open port from a closed one, by words or by time', async () => {
    const closed = await portThat('');
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const answers = await Promise.all(
      [closed, await portThat('HTTP/1.0 200 OK\r\n\r\n'), await portThat(''), laptop.port].map(
        async (port) => {
          const directory = await makePrivateDirectory();
          const began = performance.now();
          const door = {
            ...{ address: '127.0.0.1', port, user: 'nobody', privateKey: 'none\n' },
            hostKey: laptop.publicKey('other-key'),
          };
          const signal = new AbortController().signal;
          const answer = await connectThroughTunnel(door, '/usr/bin/ssh', directory, signal, 3000);
          directory.remove();
          return { answer, inTime: performance.now() - began >= 2990 };
        },
      ),
    );
    const detail = 'the laptop did not answer through the tunnel';
    const alike = { answer: { ok: false, failure: { code: 'connect-back-failed', detail } }, inTime: true };
    expect(answers).toEqual([alike, alike, alike, alike]);
  });
});
