/** What each `--json` really prints is of the shape that docs/json publishes, and nothing of it is missing there. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { JSON_OUTPUTS as OF_LAPTOP } from '../../electron/cli/json-outputs';
import { JSON_OUTPUTS as OF_HOST } from '../../host/json-outputs';
import { takeCrontab, type TakenCrontab } from '../helpers/crontab';
import { onHost } from '../helpers/grant';
import { settingsFor, startLoopbackHost } from '../helpers/loopback-host';
import { HOST_PROGRAM, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn } from '../helpers/store';

let sandbox: Sandbox;
let letter: string;
let crontab: TakenCrontab;

beforeAll(async () => {
  crontab = await takeCrontab();
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  sandbox.writeExcludeList('# mine\n/nowhere/\n.cache/\n');
  letter = join(sandbox.source, 'letter');
  mkdirSync(join(sandbox.source, 'folder/.cache'), { recursive: true });
  writeFileSync(letter, 'dear reader\n');
  writeFileSync(Buffer.concat([Buffer.from(`${sandbox.source}/`), Buffer.from([0x67, 0xff])]), 'no UTF-8\n');
  writeFileSync(join(sandbox.source, 'gone'), 'for now\n');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  rmSync(join(sandbox.source, 'gone'));
  writeFileSync(letter, 'dear reader, again\n');
});
afterAll(async () => {
  await crontab.putBack();
  sandbox.remove();
});

const tested = new Set<string>();

/** Strict: what the shape does not name is missed in what it makes of it. */
function expectShape(name: string, schema: z.ZodType, { stdout, stderr }: Finished): unknown[] {
  tested.add(name);
  const lines = stdout.split('\n').slice(0, -1);
  expect(lines.length, `${name}: ${stderr}`).toBeGreaterThan(0);
  return lines.map((line) => {
    const value: unknown = JSON.parse(line);
    const parsed = schema.safeParse(value);
    expect(parsed.error?.issues, `${name}: ${line}`).toBeUndefined();
    expect(parsed.data, name).toEqual(value);
    return value;
  });
}

type OfLaptop = keyof typeof OF_LAPTOP;
const laptop = async (name: OfLaptop, ...args: string[]): Promise<unknown[]> =>
  expectShape(name, OF_LAPTOP[name], await sandbox.run(...args, '--json'));

test('of the laptop', async () => {
  await laptop('schedule', '--schedule');
  await laptop('destination', '--destination');
  await laptop('schedule', '--schedule', 'daily', 'at', '22:00');
  await laptop('run', '--run', '--if-due');
  await laptop('run', '--run', '--dry-run');
  const told = await laptop('run', '--run');
  expect(told).toContainEqual(expect.objectContaining({ type: 'report' }));
  await laptop('status', '--status');
  await laptop('check', '--check');
  await laptop('snapshots', '--snapshots');
  await laptop('list', '--list', sandbox.source);
  await laptop('list', '--list', '/nowhere');
  await laptop('versions', '--versions', letter);
  await laptop('find', '--find', 'gone');
  await laptop('changes', '--changes');
  await laptop('usage', '--usage', sandbox.source);
  await laptop('exclude-list', '--exclude', 'list');
  await laptop('exclude-list', '--exclude', 'list', '--sizes');
  await laptop('exclude-add', '--exclude', 'add', letter);
  await laptop('exclude-add', '--exclude', 'add', letter);
  await laptop('exclude-test', '--exclude', 'test', letter);
  await laptop('exclude-test', '--exclude', 'test', join(sandbox.source, 'folder'));
  await laptop('exclude-remove', '--exclude', 'remove', letter);
  await laptop('exclude-presets', '--exclude', 'presets');
  await laptop('exclude-presets', '--exclude', 'presets', '--sizes');
  const [preset] = (await laptop('exclude-presets', '--exclude', 'presets')) as [{ name: string }[]];
  await laptop('exclude-presets-name', '--exclude', 'presets', preset[0]?.name ?? '');
  rmSync(letter);
  await laptop('restore', '--restore', letter, '--dry-run');
  await laptop('restore', '--restore', sandbox.source, '--only-missing');
  await laptop('restore', '--restore', sandbox.source, '--to', sandbox.directory('elsewhere'));
  await laptop('restore', '--restore', letter, '--archive', join(sandbox.path, 'all.tar'));
  await laptop('undo', '--undo');
  await laptop('resume', '--resume');
  const command = `rsync --server --sender -re.v . ${sandbox.source}/`;
  tested.add('explain-command');
  for (const words of [command, 'id']) {
    const { status, stdout } = await sandbox.run('--explain-command', words);
    expect([0, 1]).toContain(status);
    const value: unknown = JSON.parse(stdout);
    expect(OF_LAPTOP['explain-command'].parse(value)).toEqual(value);
  }
});

test('of a laptop that is taken over', async () => {
  const fresh = new Sandbox();
  try {
    for (const place of [join(fresh.path, 'nowhere'), sandbox.store]) {
      expectShape('adopt', OF_LAPTOP.adopt, await fresh.run('--adopt', place, '--only-missing', '--json'));
    }
  } finally {
    fresh.remove();
  }
});

test('of the host', async () => {
  const host = async (name: keyof typeof OF_HOST, ...args: string[]): Promise<void> => {
    const words = [HOST_PROGRAM, ...args, '--store', sandbox.store, '--json'];
    const environment = { HOME: sandbox.path, PATH: '/usr/bin:/bin' };
    const said = await startProgram(process.execPath, words, environment).finished;
    expectShape(`host ${name}`, OF_HOST[name], said);
  };
  const machine = basename(machineIn(sandbox.store));
  await host('list', '--list');
  await host('overdue', '--overdue', '1');
  await host('keep', '--keep', 'daily=2', '--dry-run', '--machine', machine);
  await host('verify', '--verify', '--all');
  // Changed by hand in the store: it is told as what it is.
  const [first = ''] = completeSnapshots(sandbox.store);
  const copy = copyOf(sandbox.store, letter, first);
  chmodSync(copy, 0o600);
  writeFileSync(copy, 'dear raeder\n');
  await host('verify', '--verify', '--all');
});

test('of a host that lets its owner grant', async () => {
  const own = new Sandbox();
  const host = await startLoopbackHost(own);
  try {
    own.writeSettings(settingsFor(host, [own.source]));
    writeFileSync(join(own.source, 'letter'), 'dear reader\n');
    expect(await own.run('--run')).toMatchObject({ status: 0 });
    const which = ['--store', host.store, '--machine', 'laptop'];
    const granted = await onHost(host, ['--grant-restore', ...which, '--json']);
    expectShape('host grant-restore', OF_HOST['grant-restore'], granted);
  } finally {
    await host.stop();
    own.remove();
  }
});

test('each that is published', () => {
  const published = [...Object.keys(OF_LAPTOP), ...Object.keys(OF_HOST).map((name) => `host ${name}`)];
  // Where a key is replaced: test/integration/host/adopt-machine.
  expect([...tested, 'host adopt-machine'].sort()).toEqual(published.sort());
});
