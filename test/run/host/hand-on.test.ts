/** `--after`: each snapshot is handed to a program of the owner's, and nothing waits for that or fails with it. */
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLeases } from '../../../host/keep/leases';
import { MachinePaths } from '../../../host/store-layout';
import { identifyProcess } from '../../../process/process-identity';
import { afterBackupEnded, readersOf } from '../../helpers/after-backup';
import { until } from '../../helpers/until';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;
let program: string;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
  program = join(laptop.directory, 'hand on');
});

afterEach(async () => {
  writeFileSync(path('go'), '');
  await laptop.stop();
});

const path = (name: string): string => join(laptop.directory, name);
const read = (name: string): string => (existsSync(path(name)) ? readFileSync(path(name), 'utf8') : '');
const linesOf = (name: string): string[] => read(name).split('\n').slice(0, -1);

/** What the program does, in a shell whose directory is the laptop's. */
function programDoes(...lines: string[]): void {
  const text = ['#!/bin/sh', `cd '${laptop.directory}' || exit`, ...lines, ''].join('\n');
  writeFileSync(program, text, { mode: 0o700 });
}

const UNTIL_GO = 'until [ -e go ]; do sleep 0.05; done';

/** Returns the snapshot's name. */
async function backUp(goesOn = false): Promise<string> {
  const run = await laptop.run({ args: ['--after', program], goesOn });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  expect(run.reports.filter(({ type }) => type === 'warning')).toEqual([]);
  return findReport(run, 'done').snapshot;
}

async function host(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return await laptop.startBare([...args, '--store', laptop.store]).ended;
}

const list = async (): Promise<string> => (await host('--list')).stdout;

async function metrics(): Promise<Record<string, number>> {
  const { stdout } = await host('--metrics');
  const samples = stdout.matchAll(/^latchkey_(\w*hand\w*)\{.*\} (\S+)$/gm);
  return Object.fromEntries([...samples].map(([, name = '', value]) => [name, Number(value)]));
}

function handOnPid(): number | undefined {
  return readersOf(laptop.store).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('--hand-on'),
  );
}

/** Nothing that keeps a snapshot, or stands for one, is left. */
function expectNothingLeft(): void {
  const names = readdirSync(laptop.machine);
  expect(names.filter((name) => /^\.(hand|care-lock)/.test(name))).toEqual([]);
  expect([...readLeases(new MachinePaths(laptop.store, 'laptop'))]).toEqual([]);
}

it('gets the snapshot, is told by its environment alone, and is idle', async () => {
  programDoes(
    'printf "%s\\n" "$#" "$LATCHKEY_MACHINE" "$LATCHKEY_SNAPSHOT" "$LATCHKEY_STORE" "$LATCHKEY_FILES" > told',
    'readlink -f "$LATCHKEY_FILES" > there',
    'ls "$LATCHKEY_FILES/.." > beside',
    `cat "$LATCHKEY_FILES${laptop.source}/letter" > letter`,
    'env > env; ionice > idle; ps -o ni= -p $$ > nice',
  );
  const first = await backUp();
  const stable = join(laptop.machine, '.handing-on/files');
  expect(linesOf('told')).toEqual(['0', 'laptop', first, laptop.store, stable]);
  expect(linesOf('there')).toEqual([join(laptop.machine, first, 'files')]);
  expect(linesOf('beside')).toEqual(expect.arrayContaining(['exclude', 'files', 'snapshot.json']));
  expect(read('letter')).toBe('dear reader\n');
  expect(read('idle')).toMatch(/^idle/);
  expect(Number(read('nice'))).toBe(19);
  expect(read('env')).not.toContain('SSH_');
  expectNothingLeft();
  expect(await list()).toMatch(new RegExp(`^laptop {2}handed on: ${first}, at 20`, 'm'));
  expect(await metrics()).toEqual({
    last_handed_on_timestamp_seconds: expect.any(Number) as number,
    hand_on_failed: 0,
  });

  const second = await backUp();
  expect(linesOf('told').slice(2)).toEqual([second, laptop.store, stable]);
  expect(linesOf('there')).toEqual([join(laptop.machine, second, 'files')]);
  expect((await host('--overdue', '1')).status).toBe(0);
});

it('that fails is no failure of the backup; it is told, and tried again', async () => {
  programDoes('echo handing on', 'echo "no route to the other place" >&2', 'exit 3');
  const first = await backUp();
  const reason = `${program} ended with status 3: no route to the other place`;
  expect(await list()).toContain(`laptop  nothing was handed on yet: ${reason}\n`);
  expect(await metrics()).toEqual({ hand_on_failed: 1 });
  expect(await host('--overdue', '7')).toMatchObject({
    ...{ status: 1, stdout: `laptop  nothing was handed on yet: ${reason}\n` },
  });
  expect(JSON.parse((await host('--overdue', '7', '--json')).stdout)).toEqual({
    overdue: [],
    notHandedOn: [{ machine: 'laptop', snapshot: null, handedOn: null, reason }],
  });
  const state = readFileSync(join(laptop.machine, 'handed-on.json'), 'utf8');
  expect(JSON.parse(state)).toMatchObject({ said: 'handing on\nno route to the other place\n' });
  expect(read('.local/state/latchkey-host/laptop.log')).toContain(`${first} was not handed on: ${reason}`);
  expectNothingLeft();

  const byHand = ['--hand-on', '--after', program, '--machine', 'laptop'];
  expect(await host(...byHand)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(reason) as string,
  });
  programDoes('true');
  const said = (words: string): object => ({ status: 0, stderr: '', stdout: `laptop: ${first} ${words}\n` });
  expect(await host(...byHand)).toMatchObject(said('was handed on'));
  expect(await host(...byHand)).toMatchObject(said('was handed on before'));
  expect(await host('--overdue', '7')).toMatchObject({ status: 0, stdout: '' });

  programDoes('exit 4');
  const second = await backUp();
  expect(await list()).toMatch(
    new RegExp(`^laptop {2}not handed on since 20\\S+Z: ${program} ended with`, 'm'),
  );
  // It has not been so for a week.
  expect((await host('--overdue', '7')).status).toBe(0);
  programDoes('true');
  await backUp();
  expect(second).not.toBe(first);
  expect(await metrics()).toMatchObject({ hand_on_failed: 0 });
});

it('that cannot be started is no failure of the backup either', async () => {
  await backUp();
  expect(await list()).toMatch(/nothing was handed on yet: .* could not be started: .*ENOENT/);
  expectNothingLeft();
});

it('holds up no backup, keeps what it reads, and gets the newest next', async () => {
  programDoes('echo "$LATCHKEY_SNAPSHOT" >> order', UNTIL_GO);
  const first = await backUp(true);
  await until(
    () => linesOf('order').length === 1,
    () => read('order'),
  );
  await backUp(true);
  const third = await backUp(true);
  expect(linesOf('order')).toEqual([first]);
  expect(readlinkSync(join(laptop.machine, '.handing-on'))).toBe(first);
  expect(await list()).toMatch(new RegExp(`^laptop {2}${first} is being handed on since 20`, 'm'));
  const drop = ['--drop', first, '--machine', 'laptop'];
  expect(await host(...drop)).toMatchObject({
    ...{ status: 1, stderr: expect.stringContaining('handed on; wait for its end') as string },
  });
  const another = await host('--hand-on', '--after', program, '--machine', 'laptop');
  expect(another).toMatchObject({ status: 75, stderr: expect.stringContaining('just now') as string });

  writeFileSync(path('go'), '');
  await afterBackupEnded(laptop.store);
  expect(linesOf('order')).toEqual([first, third]);
  expectNothingLeft();
  expect((await host(...drop)).status).toBe(0);
});

it('ends with who hands it on, and with all that it has started', async () => {
  programDoes('sleep 1000 &', 'echo $! > child', UNTIL_GO);
  await backUp(true);
  await until(
    () => linesOf('child').length === 1,
    () => 'it does not run',
  );
  process.kill(handOnPid() ?? NaN, 'SIGTERM');
  await afterBackupEnded(laptop.store);
  expect(identifyProcess(Number(read('child')))).toBeUndefined();
  expectNothingLeft();
  expect(await list()).toContain('nothing was handed on yet: it was ended: ended by SIGTERM');
});

it('that outlives who hands it on keeps its snapshot, until the next one ends it', async () => {
  programDoes('echo $$ > own', 'echo "$LATCHKEY_SNAPSHOT" >> order', UNTIL_GO);
  const first = await backUp(true);
  await until(
    () => linesOf('order').length === 1 && handedOn().running?.command?.pid === Number(read('own')),
    () => read('order'),
  );
  const left = Number(read('own'));
  process.kill(handOnPid() ?? NaN, 'SIGKILL');
  await until(
    () => handOnPid() === undefined,
    () => 'it still runs',
  );
  expect(await list()).toContain('nothing was handed on yet: it was cut off, having begun at 20');
  expect(await metrics()).toEqual({ hand_on_failed: 1 });
  await backUp(true);
  await until(
    () => linesOf('order').length === 2,
    () => read('order'),
  );
  expect(identifyProcess(left)).toBeUndefined();
  writeFileSync(path('go'), '');
  await afterBackupEnded(laptop.store);
  expect(linesOf('order')[1]).not.toBe(first);
  expectNothingLeft();
});

function handedOn(): { running: { command: { pid: number } | null } | null } {
  return JSON.parse(readFileSync(join(laptop.machine, 'handed-on.json'), 'utf8')) as never;
}

it('is not missed where nobody asks for it any more', async () => {
  programDoes('exit 1');
  await backUp();
  expect((await host('--overdue', '7')).status).toBe(1);
  rmSync(program);
  expect(await laptop.run()).toMatchObject({ status: 0 });
  expect(await host('--overdue', '7')).toMatchObject({ status: 0, stdout: '' });
  expect(await list()).not.toContain('handed on');
  expect(await metrics()).toEqual({});
});
