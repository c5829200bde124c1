/** `--overdue` and `--metrics`, by the built program, on a store of several machines. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../host/snapshot-record';
import { onHost } from '../../helpers/grant';
import { makeSnapshots } from '../../helpers/made-snapshots';
import { onDay, onWallDay } from '../../helpers/on-day';
import { Sandbox, type Finished } from '../../helpers/sandbox';

const DAY = 86_400;
const SIGNS = [{ code: 'root-empty', count: 20, of: 20, name: '/' }];

let sandbox: Sandbox;
let store: string;
let home: string;

beforeEach(() => {
  sandbox = new Sandbox();
  ({ store } = sandbox);
  home = sandbox.directory('home');
});

afterEach(() => {
  chmodSync(store, 0o700);
  sandbox.remove();
});

function machine(name: string, ...ages: number[]): string[] {
  const directory = join(store, name);
  mkdirSync(directory);
  const made = makeSnapshots(
    directory,
    ages.map((age) => ({ age })),
  );
  if (made.length > 0) symlinkSync(made.at(-1) ?? '', join(directory, 'latest'));
  return made;
}

function changeRecord(name: string, snapshot: string, change: (record: SnapshotRecord) => object): void {
  const file = join(store, name, snapshot, 'snapshot.json');
  const record = JSON.parse(readFileSync(file, 'utf8')) as SnapshotRecord;
  writeFileSync(file, JSON.stringify({ ...record, ...change(record) }));
}

function makeSuspect(name: string, snapshot: string): void {
  changeRecord(name, snapshot, () => ({
    alarm: { signs: SIGNS, snapshot, reference: snapshot, heldSince: null },
  }));
}

function host(args: string[], env: Record<string, string> = {}, wrapper: string[] = []): Promise<Finished> {
  return onHost({ home }, [...args, '--store', store], env, wrapper);
}

const overdue = (...more: string[]): Promise<Finished> => host(['--overdue', '7', ...more]);

function keyLineFor(name: string): void {
  const directory = sandbox.directory('home/.ssh');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(directory, name)]);
  const key = readFileSync(join(directory, `${name}.pub`), 'utf8');
  const line = `command="latchkey-host --store ${store}/. --machine ${name}",restrict ${key}`;
  writeFileSync(join(directory, 'authorized_keys'), line, { mode: 0o600 });
}

describe('--overdue', () => {
  test('names those whose last good snapshot is older, and those that have none; all others are left out', async () => {
    machine('fresh', 9 * DAY, 0.5 * DAY);
    const [, late = ''] = machine('late', 20 * DAY, 7.1 * DAY);
    machine('exact', 6.9 * DAY);
    machine('empty');
    const said = await overdue();
    expect(said).toMatchObject({ status: 1, stderr: '' });
    expect(said.stdout).toBe(
      `empty  no backup was completed yet\nlate  the last good backup was 7 days ago: ${late}\n`,
    );
    expect(await overdue('--machine', 'fresh')).toEqual({ status: 0, signal: null, stdout: '', stderr: '' });
    expect((await overdue('--machine', 'late')).status).toBe(1);
  });

  test('one that looks wrong, or has no record that can be read, is not good; one that was answered for is', async () => {
    const [good = '', wrong = ''] = machine('desk', 30 * DAY, DAY);
    makeSuspect('desk', wrong);
    const [broken = ''] = machine('broken', DAY);
    writeFileSync(join(store, 'broken', broken, 'snapshot.json'), '{');
    const said = await overdue();
    expect(said.status).toBe(1);
    expect(said.stdout).toBe(
      `broken  no good backup: 1 snapshot, see --list\n` +
        `desk  the last good backup was 30 days ago: ${good}; what came later looks wrong, or cannot be read (--list)\n`,
    );
    expect((await host(['--release', '--machine', 'desk'])).status).toBe(0);
    expect(await overdue('--machine', 'desk')).toMatchObject({ status: 0, stdout: '' });
  });

  test('an unfinished one is none', async () => {
    const [old = ''] = machine('laptop', 8 * DAY);
    mkdirSync(join(store, 'laptop', '2026-11-30T000000Z.partial'));
    expect((await overdue()).stdout).toContain(`8 days ago: ${old}`);
  });

  test('a snapshot from the future is said, and counts as overdue', async () => {
    const [ahead = ''] = machine('laptop', DAY);
    const time = new Date(Date.now() + 400 * DAY * 1000).toISOString();
    changeRecord('laptop', ahead, () => ({ started: time, finished: time }));
    const said = await overdue('--json');
    expect(said).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(said.stdout)).toEqual({
      overdue: [
        {
          ...{ machine: 'laptop', why: 'ahead', snapshot: ahead, finished: time, ageSeconds: null },
          ...{ snapshots: 1, isLatest: true, isThere: true },
        },
      ],
      notHandedOn: [],
    });
    expect((await overdue()).stdout).toContain(`${ahead}, is dated ahead of this host's clock`);
  });

  test('a clock that was set back below the last backup is said', async () => {
    machine('laptop', DAY);
    const said = await host(['--overdue', '7'], onWallDay(-2));
    expect(said.status).toBe(1);
    expect(said.stdout).toContain("ahead of this host's clock");
  });

  test('a clock that was set back makes no machine younger: what has passed since counts', async () => {
    machine('laptop', 0);
    const { wrapper } = onDay(9, sandbox.directory('day'));
    const said = await host(['--overdue', '7'], onWallDay(1), wrapper);
    expect(said.stderr).toBe('');
    expect(said.stdout).toMatch(/^laptop {2}the last good backup was 9 days ago/);
    expect((await host(['--overdue', '10'], onWallDay(1), wrapper)).status).toBe(0);
  });

  test('the last one is the last that was completed, whatever the names say', async () => {
    const [first = '', second = ''] = machine('laptop', 30 * DAY, 20 * DAY);
    // The clock was a month behind when the older name was given.
    const time = new Date(Date.now() - DAY * 1000).toISOString();
    changeRecord('laptop', first, () => ({
      ...{ sequence: 3, finished: time },
      clock: { bootId: 'the one before', uptime: 1000, total: 29 * DAY },
    }));
    expect(second > first).toBe(true);
    expect((await overdue()).status).toBe(0);
  });

  test('a machine that has a key line and nothing else is overdue', async () => {
    machine('fresh', DAY);
    keyLineFor('travel');
    const said = await overdue();
    expect(said).toMatchObject({ status: 1, stderr: '' });
    expect(said.stdout).toBe(
      'travel  no backup yet: it has a key line, and nothing in this store (not mounted?)\n',
    );
  });

  test('where nobody is, or not the one that is asked for, it fails', async () => {
    const empty = await overdue();
    expect(empty).toMatchObject({ status: 1, stdout: '' });
    expect(empty.stderr).toContain(`there is no machine in ${store} (not mounted?)`);
    machine('fresh', DAY);
    expect((await overdue('--machine', 'fersh')).stderr).toContain('no machine fersh in');
    chmodSync(store, 0);
    expect(await overdue()).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('EACCES') as string,
    });
  });

  test.each(['0', '-1', '1.5', '7d', '', '99999'])('%j days are refused', async (days) => {
    machine('fresh', DAY);
    expect((await host([`--overdue=${days}`])).status).toBe(2);
  });
});

describe('--metrics', () => {
  interface Sample {
    name: string;
    labels: Record<string, string>;
    value: number;
  }

  const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

  /** The format's rules (0.0.4) that a collector insists on; anything else is an error. */
  function readStrictly(text: string): Sample[] {
    expect(text.endsWith('\n')).toBe(true);
    const seen = new Set<string>();
    const series = new Set<string>();
    let helped = '';
    let typed = '';
    return text
      .slice(0, -1)
      .split('\n')
      .flatMap((line) => {
        const [, help] = /^# HELP (\S+) [^\\]+$/.exec(line) ?? [];
        const [, type] = /^# TYPE (\S+) gauge$/.exec(line) ?? [];
        if (help !== undefined) {
          expect(seen.has(help), `${help} once`).toBe(false);
          seen.add(help);
          helped = help;
          return [];
        }
        if (type !== undefined) {
          expect(type).toBe(helped);
          typed = type;
          return [];
        }
        const [, name = '', labels = '', value = ''] = /^([^{ ]+)\{(.*)\} (\S+)$/.exec(line) ?? [];
        expect(name, line).toMatch(NAME);
        expect(name).toBe(typed);
        expect(Number.isFinite(Number(value)), line).toBe(true);
        const pairs = [...labels.matchAll(/([a-z_]+)="((?:\\[\\"n]|[^\\"\n])*)"(?:,|$)/g)];
        expect(pairs.map(([whole]) => whole).join('')).toBe(labels);
        expect(series.has(`${name}{${labels}}`)).toBe(false);
        series.add(`${name}{${labels}}`);
        const plain = (text: string): string =>
          text.replace(/\\([\\"n])/g, (_, one: string) => (one === 'n' ? '\n' : one));
        return [
          {
            name: name.replace(/^latchkey_/, ''),
            labels: Object.fromEntries(pairs.map(([, key = '', text = '']) => [key, plain(text)])),
            value: Number(value),
          },
        ];
      });
  }

  function of(samples: readonly Sample[], name: string): Record<string, number> {
    return Object.fromEntries(
      samples.filter(({ labels }) => labels.machine === name).map((sample) => [sample.name, sample.value]),
    );
  }

  const { LATCHKEY_PROMTOOL: promtool = '' } = process.env;

  /** What it calls an error or finds odd; nothing where it is content. */
  function checkWithPromtool(text: string): string {
    const { stdout, stderr, status } = spawnSync(promtool, ['check', 'metrics'], {
      input: text,
      encoding: 'utf8',
    });
    return `${status === 0 ? '' : `status ${status} `}${stdout}${stderr}`;
  }

  async function metrics(): Promise<string> {
    const said = await host(['--metrics']);
    expect(said).toMatchObject({ status: 0, stderr: '' });
    return said.stdout;
  }

  function fill(): { good: string; wrong: string } {
    const [, good = '', wrong = ''] = machine('desk', 3 * DAY, 2 * DAY, DAY);
    changeRecord('desk', good, ({ totals }) => ({
      totals: { ...totals, files: 12, bytes: 3.5e12, seconds: 61.25 },
    }));
    makeSuspect('desk', wrong);
    writeFileSync(
      join(store, 'desk/verify.json'),
      JSON.stringify({
        ...{ format: 1, read: { [good]: '2026-11-20T10:00:00.000Z' }, rounds: { bits: null, all: null } },
        ...{ cursor: null, refetch: [], proven: [] },
        bad: [
          bad(good, 'a'),
          bad(good, 'b'),
          { ...bad(good, 'c'), settled: { snapshot: wrong, as: 'healed' } },
        ],
      }),
    );
    writeFileSync(
      join(store, 'desk/hold.json'),
      JSON.stringify({
        ...{
          format: 1,
          since: '2026-11-20T10:00:00.000Z',
          snapshot: wrong,
          reference: good,
          weekBefore: null,
        },
        ...{ signs: SIGNS, before: [good], alsoKept: [] },
      }),
    );
    machine('fresh', 3600);
    machine('empty');
    return { good, wrong };
  }

  const bad = (snapshot: string, path: string): object => ({
    ...{ snapshot, path, size: 1, mtimeMs: 1, kind: 'rot', expected: '0'.repeat(64), found: null },
    at: '2026-11-20T10:00:00.000Z',
  });

  test('say of each machine what is known, and nothing of what is not', async () => {
    const { good } = fill();
    const samples = readStrictly(await metrics());
    const { finished } = JSON.parse(
      readFileSync(join(store, 'desk', good, 'snapshot.json'), 'utf8'),
    ) as SnapshotRecord;
    expect(of(samples, 'desk')).toEqual({
      last_good_snapshot_timestamp_seconds: Date.parse(finished) / 1000,
      last_good_snapshot_size_bytes: 3.5e12,
      last_good_snapshot_files: 12,
      last_good_snapshot_duration_seconds: 61.25,
      snapshots: 3,
      alarm: 1,
      hold: 1,
      last_verified_timestamp_seconds: Date.parse('2026-11-20T10:00:00.000Z') / 1000,
      unverified_snapshots: 2,
      bad_files: 2,
    });
    expect(of(samples, 'fresh')).toMatchObject({ snapshots: 1, alarm: 0, hold: 0, bad_files: 0 });
    expect(of(samples, 'empty')).toEqual({
      snapshots: 0,
      alarm: 0,
      hold: 0,
      unverified_snapshots: 0,
      bad_files: 0,
    });
    expect(new Set(samples.map(({ labels }) => labels.store))).toEqual(new Set([store]));
  });

  test('a path that has quotes, backslashes and line ends in it stays one label', async () => {
    const odd = join(store, 'a "b" \\n c\nd');
    mkdirSync(odd);
    store = odd;
    machine('desk', DAY);
    const text = await metrics();
    expect(readStrictly(text).every(({ labels }) => labels.store === odd)).toBe(true);
    if (promtool !== '' && existsSync(promtool)) expect(checkWithPromtool(text)).toBe('');
  });

  test.skipIf(!existsSync(promtool))('promtool has nothing to say against them', async () => {
    fill();
    const text = await metrics();
    expect(checkWithPromtool(text)).toBe('');
    // It would.
    expect(checkWithPromtool(text.replace(/\} (\d)/, '} x$1'))).toMatch(/error while linting|parsing error/);
  });

  test('--output replaces the file in one step, for everybody to read', async () => {
    machine('desk', DAY);
    const directory = sandbox.directory('collector');
    const file = join(directory, 'latchkey.prom');
    writeFileSync(file, 'old', { mode: 0o600 });
    const { ino } = statSync(file);
    const wrapper = ['sh', '-c', 'umask 077; exec "$@"', 'sh'];
    expect(await host(['--metrics', '--output', file], {}, wrapper)).toEqual({
      ...{ status: 0, signal: null, stdout: '', stderr: '' },
    });
    expect(readFileSync(file, 'utf8')).toBe(await metrics());
    expect(statSync(file).ino).not.toBe(ino);
    expect(statSync(file).mode & 0o7777).toBe(0o644);
    expect(readdirSync(directory)).toEqual(['latchkey.prom']);
  });

  test('where they cannot be had, the file stays as it was, and the status says so', async () => {
    const directory = sandbox.directory('collector');
    const file = join(directory, 'latchkey.prom');
    writeFileSync(file, 'old');
    expect(await host(['--metrics', '--output', file])).toMatchObject({ status: 1 });
    machine('desk', DAY);
    chmodSync(directory, 0o500);
    expect(await host(['--metrics', '--output', file])).toMatchObject({ status: 1, stdout: '' });
    chmodSync(directory, 0o700);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(directory)).toEqual(['latchkey.prom']);
    rmSync(directory, { recursive: true });
    expect(await host(['--metrics', '--output', file])).toMatchObject({ status: 1, stdout: '' });
    expect(existsSync(directory)).toBe(false);
  });
});
