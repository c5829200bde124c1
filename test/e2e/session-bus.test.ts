/** docs/dbus.md, typed into a shell beside the running application: what it says, does and tells on the session bus. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import { commandsIn } from '../helpers/documented-commands';
import { startOwnedProgram } from '../helpers/owned-program';
import { startLongRun } from '../helpers/long-run';
import { historyOf } from '../helpers/records';
import { startProgram, type Finished } from '../helpers/sandbox';
import { openBus } from '../../electron/bus/open-bus';
import { until } from '../helpers/until';

const DOCUMENT = 'docs/dbus.md';
const NAME = 'arpa.home.latchkey.Tray1';

const stage = setUpStage();

const typed = (command: string): Promise<Finished> =>
  startProgram('/bin/sh', ['-c', command], stage.desktop.environment).finished;

/** Waits for the name. */
async function served(): Promise<void> {
  const bus = await openBus(stage.desktop.session.address);
  await new Promise<void>((resolve) => {
    bus?.watchName(NAME, (owner) => {
      if (owner !== undefined) resolve();
    });
  });
  bus?.close();
}

/** Starts to listen. Returns what was heard, such as "BackupEnded ('completed',)". */
async function listen(): Promise<() => string[]> {
  const [command = ''] = commandsIn(DOCUMENT, 'Signals');
  const monitor = stage.own(
    startOwnedProgram('/bin/sh', ['-c', `exec ${command}`], {
      environment: stage.desktop.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let heard = '';
  monitor.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  await until(
    () => heard.includes('is owned by'),
    () => heard + monitor.stderr(),
  );
  return () =>
    [...heard.matchAll(/: arpa\.home\.latchkey\.Tray1\.(\w+ \(.*\))$/gm)].map(([, one = '']) => one);
}

/** As busctl prints values of D-Bus, without their types. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && 'data' in value) return plain(value.data);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, each: unknown) => (each === null ? undefined : each)));

/** It grows between one look and the next. */
const ofAnyAge = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, each: unknown) =>
    key === 'ageSeconds' ? (expect.any(Number) as unknown) : each,
  );

test('a script sees how things stand, starts a backup and hears of its start and its end', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  await stage.withTray();
  const [status = '', backUp = ''] = commandsIn(DOCUMENT, 'Methods');
  const [look = ''] = commandsIn(DOCUMENT, 'Look around');

  expect((await typed(backUp)).stderr).toContain('ServiceUnknown');
  stage.start({ args: ['--background'] });
  await served();
  const tables = (await typed(look)).stdout;
  expect(tables.match(/^\.\w+ +(method|signal) +\S+ +\S+/gm)?.map((line) => line.split(/ +/))).toEqual(
    expect.arrayContaining([
      ['.BackUpNow', 'method', '-', '-'],
      ['.Status', 'method', '-', 'a{sv}'],
      ['.BackupEnded', 'signal', 's', '-'],
      ['.BackupStarted', 'signal', '-', '-'],
      ['.StatusChanged', 'signal', '-', '-'],
    ]),
  );

  const signals = await listen();
  expect(await typed(backUp)).toMatchObject({ status: 0, stdout: '()\n', stderr: '' });
  await until(
    () => signals().includes("BackupEnded ('completed',)") && signals().includes('StatusChanged ()'),
    () => signals().join('\n'),
  );
  expect(signals().filter((signal) => signal.startsWith('BackupEnded'))).toHaveLength(1);
  expect(historyOf(sandbox)).toHaveLength(1);

  const said = plain(JSON.parse((await typed(status)).stdout));
  const { stdout } = await sandbox.run('--status', '--json');
  expect(said).toEqual([withoutNulls(JSON.parse(stdout))].map(ofAnyAge));

  // A backup of the terminal is as good.
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  await until(
    () => signals().filter((signal) => signal === "BackupEnded ('completed',)").length === 2,
    () => signals().join('\n'),
  );
});

test('one that begins elsewhere is told of, and a second one is refused with a name and a sentence', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  await stage.withTray();
  stage.start({ args: ['--background'] });
  await served();
  const signals = await listen();
  const run = await startLongRun(sandbox);
  await until(
    () => signals().includes('BackupStarted ()'),
    () => signals().join('\n'),
  );
  const [, backUp = ''] = commandsIn(DOCUMENT, 'Methods');
  const refused = await typed(backUp);
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toMatch(
    /arpa\.home\.latchkey\.Tray1\.Error\.AlreadyRunning: A backup is already running/,
  );
  run.kill('SIGTERM');
  await run.finished;
  await until(
    () => signals().includes("BackupEnded ('cancelled',)"),
    () => signals().join('\n'),
  );
});

test('of several destinations the end of each backup is told, also of one that is not the worst off', async () => {
  const { sandbox } = stage;
  const local = (directory: string): object => ({ kind: 'local', directory });
  sandbox.writeSettings({
    ...{ schemaVersion: 4, roots: [sandbox.source] },
    destinations: [
      { name: 'store', host: local(sandbox.store) },
      { name: 'gone', host: local(join(sandbox.path, 'gone')) },
    ],
  });
  await stage.withTray();
  stage.start({ args: ['--background'] });
  await served();
  const signals = await listen();
  const ended = (): string[] => signals().filter((signal) => signal.startsWith('BackupEnded'));
  const [, backUp = ''] = commandsIn(DOCUMENT, 'Methods');
  expect(await typed(backUp)).toMatchObject({ status: 0 });
  await until(
    () => ended().length === 2,
    () => signals().join('\n'),
  );
  expect(ended()).toEqual(["BackupEnded ('completed',)", "BackupEnded ('skipped',)"]);
  expect(await sandbox.run('--run', '--to', 'store')).toMatchObject({ status: 0 });
  await until(
    () => ended().length === 3,
    () => signals().join('\n'),
  );
});
