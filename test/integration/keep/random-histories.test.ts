/**
 * Random histories of one machine in a store: backups, waits, wrong clocks, reboots, collapses, releases, pins, backups that
 * are ended in the middle or do not fit. Whatever comes: no snapshot inside the floor is gone, and what the store says of
 * itself is true. The real code and the real rsync, which reaches the "laptop" through a shell instead of ssh.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, vi } from 'vitest';
import { heldBack, readHold } from '../../../host/alarm/hold';
import { releaseHold } from '../../../host/alarm/release';
import { checkStore } from '../../../host/check-store';
import type { Moment } from '../../../host/keep/clock';
import { Room } from '../../../host/keep/make-room';
import { readPins, writePins } from '../../../host/keep/pins';
import { clearingUpIfFull } from '../../../host/keep/when-full';
import type { Job } from '../../../host/job';
import { makeRealSnapshot } from '../../../host/make-snapshot';
import { planSnapshot, removeLeftovers } from '../../../host/prepare-partial';
import { verifyStore } from '../../../host/proof/verify-command';
import { readMachine } from '../../../host/read-machine';
import type { Result } from '../../../host/result';
import { MachinePaths, snapshotPaths } from '../../../host/store-layout';
import { TransferLimit } from '../../../host/transfer-limit';
import { walkTree } from '../../../host/walk-tree';
import { fc, test } from '../../helpers/property';

/** What readMoment() answers: the time is this test's, not the machine's. */
const clock = vi.hoisted(() => ({ now: undefined as (() => Moment) | undefined }));
vi.mock('../../../host/keep/clock', async (original) => ({
  ...(await original<object>()),
  readMoment: () => Promise.resolve(clock.now?.()),
}));

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 1, 12);
const FLOOR = 3;
const FILES = 30;

type Step =
  | { do: 'back-up'; changed: number }
  | { do: 'wait'; seconds: number }
  | { do: 'set-clock'; ahead: number }
  | { do: 'reboot' }
  | { do: 'collapse' }
  | { do: 'release' }
  | { do: 'pin'; at: number }
  | { do: 'kill'; afterMs: number }
  | { do: 'too-big' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('back-up' as const), changed: fc.nat(FILES - 1) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.constantFrom(MINUTE, 8 * MINUTE, 2 * HOUR, DAY, 3 * DAY, 35 * DAY),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('set-clock' as const),
      ahead: fc.constantFrom(0, 365 * DAY, -56 * 365 * DAY, -DAY, 3 * DAY),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'reboot' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'collapse' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'release' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pin' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), afterMs: fc.nat(80) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'too-big' as const }) },
);

class Machine {
  readonly directory = mkdtempSync(join(tmpdir(), 'lk-histories-'));
  readonly source = join(this.directory, 'home');
  readonly paths = new MachinePaths(join(this.directory, 'store'), 'laptop');
  readonly #shell = join(this.directory, 'shell');
  /** By name: when it was really made, in seconds. */
  readonly #made = new Map<string, number>();
  #real = 0;
  #ahead = 0;
  #boot = 1;
  #booted = 0;
  #changes = 0;

  constructor() {
    mkdirSync(this.paths.directory, { recursive: true });
    mkdirSync(join(this.directory, 'private'));
    writeFileSync(this.#shell, '#!/bin/sh\nshift\nexec sh -c "$*"\n', { mode: 0o700 });
    this.#fill();
    vi.useFakeTimers({ toFake: ['Date'] });
    this.#tell();
  }

  remove(): void {
    vi.useRealTimers();
    execFileSync('chmod', ['-R', 'u+rwx', this.directory]);
    rmSync(this.directory, { recursive: true });
  }

  async take(one: Step): Promise<void> {
    switch (one.do) {
      case 'wait':
        this.#real += one.seconds;
        this.#tell();
        return;
      case 'set-clock':
        this.#ahead = one.ahead;
        this.#tell();
        return;
      case 'reboot':
        this.#boot += 1;
        this.#booted = this.#real;
        return;
      case 'release':
        expect(await releaseHold(this.paths)).toMatchObject({ ok: true });
        return;
      case 'pin':
        await this.#pin(one.at);
        return;
      case 'collapse':
        rmSync(this.source, { recursive: true });
        mkdirSync(this.source);
        await this.#backUp();
        this.#fill();
        return;
      case 'kill':
        this.#change(one.afterMs % FILES);
        await this.#backUp({ signal: abortedAfter(one.afterMs) });
        return;
      case 'too-big': {
        const big = join(this.source, 'too big');
        writeFileSync(big, Buffer.alloc(3 << 20, 'x'));
        const made = await this.#backUp({ maxSize: 1 << 20 });
        expect(made).toMatchObject({ ok: false, failure: { code: 'store-full' } });
        rmSync(big);
        return;
      }
      case 'back-up':
        this.#change(one.changed);
        expect(await this.#backUp()).toMatchObject({ ok: true });
    }
  }

  /** Those that must be there, and are not. */
  async missing(): Promise<string[]> {
    const { complete } = await readMachine(this.paths);
    const there = new Set(complete);
    const inOrder = [...this.#made].sort(([, a], [, b]) => a - b);
    const pins = readPins(this.paths);
    const held = heldBack(readHold(this.paths), [...this.#made.keys()]);
    const mustStay = inOrder.filter(([name, made], index) => {
      if (index >= inOrder.length - FLOOR || pins.has(name) || held.has(name)) return true;
      // Of two within ten minutes the later one may go.
      const hasNeighbour = inOrder.some(
        ([other, time], place) => place < index && there.has(other) && made - time < 10 * MINUTE,
      );
      return this.#real - made < 48 * HOUR && !hasNeighbour;
    });
    const gone = mustStay.map(([name]) => name).filter((name) => !there.has(name));
    // What has gone rightly may not come to be missed when the clock goes on.
    for (const name of this.#made.keys()) if (!there.has(name)) this.#made.delete(name);
    return gone;
  }

  async saysOfItself(): Promise<{ problems: string[]; bad: string[] }> {
    const findings = await checkStore(this.paths.store);
    const never = new AbortController().signal;
    const verified = await verifyStore(this.paths.store, undefined, undefined, never, () => undefined);
    return {
      problems: findings.filter(({ kind }) => kind === 'problem').map(({ text }) => text),
      bad: verified.flatMap(({ bad, trouble }) => [
        ...(trouble === null ? [] : [trouble]),
        ...bad.map(({ path }) => path),
      ]),
    };
  }

  /** In some file of some snapshot, its time kept. Returns its path, as the laptop has it. */
  async flipByte(at: number): Promise<string | undefined> {
    const { complete } = await readMachine(this.paths);
    const files = complete.flatMap((snapshot) => {
      const top = snapshotPaths.files(this.paths.complete(snapshot));
      return [...walkTree(top)]
        .filter(({ stats }) => stats.isFile() && stats.size > 0)
        .map(({ path }) => ({ top, path }));
    });
    const chosen = files[at % Math.max(1, files.length)];
    if (chosen === undefined) return undefined;
    const file = join(chosen.top, chosen.path);
    const { atime, mtime } = statSync(file);
    const descriptor = openSync(file, 'r+');
    const byte = Buffer.alloc(1);
    readSync(descriptor, byte, 0, 1, 0);
    byte[0] = (byte[0] ?? 0) ^ 1;
    writeSync(descriptor, byte, 0, 1, 0);
    closeSync(descriptor);
    utimesSync(file, atime, mtime);
    return `/${chosen.path}`;
  }

  #tell(): void {
    clock.now = () => ({
      time: new Date(),
      bootId: String(this.#boot),
      uptime: this.#real - this.#booted,
    });
    vi.setSystemTime(START + (this.#real + this.#ahead) * 1000);
  }

  #fill(): void {
    for (let file = 0; file < FILES; file += 1) {
      const path = join(this.source, `folder ${file % 3}`, `file ${file}`);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, `file ${file}, as it always was\n`);
    }
  }

  #change(file: number): void {
    this.#changes += 1;
    const path = join(this.source, `folder ${file % 3}`, `file ${file}`);
    writeFileSync(path, `file ${file}, change ${this.#changes}\n`);
  }

  async #pin(at: number): Promise<void> {
    const { complete } = await readMachine(this.paths);
    const snapshot = complete[at % Math.max(1, complete.length)];
    if (snapshot !== undefined) writePins(this.paths, readPins(this.paths).set(snapshot, ''));
  }

  async #backUp({
    signal = new AbortController().signal,
    maxSize,
  }: { signal?: AbortSignal; maxSize?: number } = {}): Promise<Result<undefined>> {
    // A backup takes its time: no two are of one second.
    this.#real += 2;
    this.#tell();
    const before = new Set((await readMachine(this.paths)).complete);
    const made = await clearingUpIfFull(this.paths, () => this.#attempt(signal, maxSize)).catch(
      (error: unknown): Result<undefined> => {
        if (!signal.aborted) throw error;
        return { ok: false, failure: { code: 'transfer-interrupted', detail: String(error) } };
      },
    );
    for (const name of (await readMachine(this.paths)).complete) {
      if (!before.has(name)) this.#made.set(name, this.#real);
    }
    return made;
  }

  async #attempt(signal: AbortSignal, maxSize: number | undefined): Promise<Result<undefined>> {
    const { paths } = this;
    const retention = {
      keep: { daily: 2, monthly: 1 },
      floor: FLOOR,
      ...(maxSize !== undefined && { maxSize }),
    };
    const nothing = (): void => undefined;
    await removeLeftovers(paths, await readMachine(paths), signal, nothing);
    const room = new Room(paths, retention, nothing, signal);
    const prepared = await room.prepare();
    if (!prepared.ok) return prepared;
    const job: Job = {
      ...{ retention, room, timeLimit: 3600, paths, mark: undefined },
      way: { kind: 'here', standIn: this.#shell },
      programs: { rsync: '/usr/bin/rsync', rsyncVersion: RSYNC },
      fileSystem: { times: 'nanoseconds' },
      request: {
        ...{ privateKey: '', excludeList: '' },
        extension: {
          ...{ protocol: 1, user: 'you', roots: [this.source], reach: 'here', purpose: 'backup' },
        },
      },
    };
    const directory = { path: join(this.directory, 'private'), recordChild: nothing, remove: nothing };
    const connection = {
      remoteShell: this.#shell,
      remoteCommand: ['/bin/false'] as const,
      close: () => Promise.resolve(),
    };
    const plan = planSnapshot(await readMachine(paths), new Date());
    const limit = new TransferLimit(3600);
    const transfer = { plan, directory, connection, limit };
    const surroundings = { report: nothing, log: nothing, untilHeard: () => undefined, signal };
    return makeRealSnapshot(job, transfer, surroundings);
  }
}

const RSYNC =
  /version v?(\d+\.\d+\.\d+)/.exec(execFileSync('rsync', ['--version'], { encoding: 'utf8' }))?.[1] ?? '';

function abortedAfter(milliseconds: number): AbortSignal {
  const ended = new AbortController();
  setTimeout(() => {
    ended.abort(new Error('killed'));
  }, milliseconds);
  return ended.signal;
}

let machine: Machine | undefined;
afterEach(() => {
  machine?.remove();
  machine = undefined;
});

test.prop([fc.array(step, { minLength: 2, maxLength: 12 }), fc.nat(1000)], {
  numRuns: Number(process.env.LATCHKEY_HISTORIES ?? 30),
})(
  'no snapshot inside the floor is ever gone, and what the store says of itself is true',
  async (steps, at) => {
    machine = new Machine();
    try {
      for (const one of steps) {
        await machine.take(one);
        expect(await machine.missing(), JSON.stringify(one)).toEqual([]);
      }
      expect(await machine.saysOfItself()).toEqual({ problems: [], bad: [] });
      const flipped = await machine.flipByte(at);
      if (flipped !== undefined) expect((await machine.saysOfItself()).bad).toContain(flipped);
      expect(existsSync(machine.paths.directory) && readdirSync(machine.paths.directory)).not.toContain(
        '.healing',
      );
      expect(readFileSync(join(machine.paths.directory, 'verify.json'), 'utf8')).toContain('"format":1');
    } finally {
      machine.remove();
      machine = undefined;
    }
  },
);
