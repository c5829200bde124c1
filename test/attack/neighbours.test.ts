/** Whoever else is near: on the network, on the host, on this machine. They can always knock; the backup is made all the same. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeyKeeper } from '../helpers/key-keeper';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import {
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type HostOptions,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { ownProcesses } from '../helpers/own-processes';
import { lastOutcome } from '../helpers/records';
import { Sandbox, type Started } from '../helpers/sandbox';
import { copyOf } from '../helpers/store';

const TUNNEL: HostOptions = { keyOptions: TUNNEL_KEY_OPTIONS, extraHostArguments: '--allow-tunnel' };

let sandbox: Sandbox;
let host: LoopbackHost | undefined;
let before: Before;
let run: Started;
let crowd: Crowd | undefined;

beforeEach(() => {
  sandbox = new Sandbox();
  mkdirSync(join(sandbox.source, 'letters'));
  writeFileSync(join(sandbox.source, 'letters/first.txt'), 'dear reader\n');
  crowd = undefined;
});

afterEach(async () => {
  await crowd?.leave();
  run.kill('SIGKILL');
  await host?.stop();
  sandbox.remove();
});

/** Each comes, does this, and stays until it is put out. */
const KINDS: Record<string, (socket: Socket) => void> = {
  'says nothing': () => undefined,
  'talks nonsense': (socket) => socket.write('GET / HTTP/1.0\r\n\r\n'),
  'sends a lot': (socket) => socket.write(Buffer.alloc(100_000, 'x')),
  'sends its half and closes it': (socket) => socket.end('SSH-2.0-half\r\n'),
  'begins as ssh does, and stops': (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
  'is slow': (socket) => {
    const timer = setInterval(() => socket.write('S'), 50);
    socket.on('close', () => {
      clearInterval(timer);
    });
  },
  'has gone before anybody looks': (socket) => socket.resetAndDestroy(),
};

/** Comes in all kinds; whoever is put out is followed by another, up to `most`, and on from there no more. */
class Crowd {
  came = 0;
  readonly #inside = new Set<Socket>();
  #gone = false;

  readonly #port: number;
  readonly #most: number;

  constructor(port: number, most: number, atOnce: number) {
    this.#port = port;
    this.#most = most;
    for (let one = 0; one < atOnce; one += 1) this.#come();
  }

  #come(): void {
    if (this.#gone || this.came >= this.#most) return;
    const kinds = Object.values(KINDS);
    const act = kinds[this.came % kinds.length];
    this.came += 1;
    const socket = connect(this.#port, '127.0.0.1', () => act?.(socket));
    this.#inside.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        this.#inside.delete(socket);
        setImmediate(() => {
          this.#come();
        });
      })
      .resume();
  }

  async leave(): Promise<void> {
    this.#gone = true;
    for (const socket of this.#inside) socket.destroy();
    await delay(0);
  }
}

async function startRun(more: Record<string, unknown>, options: HostOptions): Promise<number> {
  host = await startLoopbackHost(sandbox, options);
  before = lookBefore();
  sandbox.writeSettings(settingsFor(host, [sandbox.source], more));
  run = sandbox.start('--run', '--json');
  await run.saw('"phase":"listening"');
  return Number(/"phase":"listening","port":(\d+)/.exec(run.output())?.[1]);
}

/** The most of each at any time while the run is under way. */
async function watchRun(): Promise<{ sshds: number; descriptors: number }> {
  const most = { sshds: 0, descriptors: 0 };
  const over = new AbortController();
  void run.finished.then(() => {
    over.abort();
  });
  const isServing = /^sshd: .*\[(accepted|preauth|net)\]|sshd -i/;
  while (!over.signal.aborted) {
    const sshds = ownProcesses().filter(
      ({ command, parent }) => isServing.test(command) && parent === run.pid,
    );
    most.sshds = Math.max(most.sshds, sshds.length);
    const descriptors = `/proc/${run.pid}/fd`;
    if (existsSync(descriptors)) {
      most.descriptors = Math.max(most.descriptors, countOf(descriptors));
    }
    await delay(20);
  }
  return most;
}

function countOf(directory: string): number {
  try {
    return readdirSync(directory).length;
  } catch {
    return 0;
  }
}

async function expectBackup(): Promise<void> {
  const { status, stderr } = await run.finished;
  expect(status, stderr).toBe(0);
  expect(lastOutcome(sandbox).result).toBe('completed');
  expect(existsSync(join(copyOf(host?.store ?? '', sandbox.source), 'letters/first.txt'))).toBe(true);
  await crowd?.leave();
  await untilNothingIsLeft(before, sandbox);
}

test.each([
  ['directly', {}, {}],
  ['through the tunnel', { reach: 'tunnel' }, TUNNEL],
])(
  'a thousand connections of every kind, before, during and after the real one, %s',
  async (_way, more, options) => {
    crowd = new Crowd(await startRun(more, options), 1000, 60);
    const most = await watchRun();
    await expectBackup();
    expect(crowd.came).toBeGreaterThan(60);
    // Twice what may wait (electron/ssh/access-window.ts), and what each takes.
    expect(most.sshds).toBeGreaterThan(0);
    expect(most.sshds).toBeLessThanOrEqual(48);
    expect(most.descriptors).toBeLessThan(300);
    // Those that were gone before anybody looked have no address, and are not told as one.
    expect(lastOutcome(sandbox).refused.peers).toEqual([]);
  },
);

test('a host that is hung up on knocks again, however far it had come', async () => {
  const keeper = new KeyKeeper();
  host = await startLoopbackHost(sandbox, { command: keeper.command });
  before = lookBefore();
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
  run = sandbox.start('--run', '--json');
  const kept = await keeper.request();
  // In bytes of the laptop's: nothing, the middle of its name, of its algorithms, of its key, and the answer to a name to log in as.
  const cuts = [0, 20, 600, 1300, 1800];
  let knocks = 0;
  const relay = createServer((socket) => {
    let left = cuts[knocks] ?? Infinity;
    const end = (): void => {
      if (knocks % 2 === 0) socket.destroy();
      else socket.resetAndDestroy();
    };
    knocks += 1;
    socket.on('error', () => undefined);
    if (left === 0) {
      end();
      return;
    }
    const door = connect(kept.port, '127.0.0.1').on('error', () => undefined);
    socket.pipe(door);
    door.on('data', (chunk) => {
      socket.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) end();
    });
    door.on('close', () => {
      socket.destroy();
    });
    socket.on('close', () => {
      door.destroy();
    });
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const { port } = relay.address() as AddressInfo;
  const result = await kept.backUp(sandbox, host.store, port).finished;
  expect(result.status, result.stdout + result.stderr).toBe(0);
  expect(knocks).toBe(cuts.length + 1);
  relay.close();
  keeper.release(0);
  await run.finished;
  keeper.remove();
});
