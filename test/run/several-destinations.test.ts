/** A host over ssh and two disks: each backed up to, told of, and looked into by itself. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunController } from '../../electron/run/run-controller';
import { machineNameFrom } from '../../electron/settings/machine-name';
import { userPaths } from '../../electron/settings/user-paths';
import { takeCrontab } from '../helpers/crontab';
import { commandsInReadme } from '../helpers/documented-commands';
import { untilNothingIsLeft } from '../helpers/long-run';
import { lookBefore, type Before } from '../helpers/leftovers';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { startNotificationServer, type NotificationServer } from '../helpers/notification-server';
import { startDesktopBus } from '../helpers/private-desktop';
import { historyOf, jsonLines } from '../helpers/records';
import { BUNDLES, CLI, PROJECT, Sandbox, startProgram } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';

let sandbox: Sandbox;
let before: Before;
const toStop: (() => Promise<unknown>)[] = [];

const disk = (name: string): string => join(sandbox.path, name);
const local = (name: string) => ({ kind: 'local', directory: disk(name) });

beforeEach(() => {
  sandbox = new Sandbox();
  before = lookBefore();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const stop of toStop.splice(0)) await stop();
  await untilNothingIsLeft(before, sandbox);
  sandbox.remove();
});

function useDestinations(destinations: object[], more: object = {}): void {
  sandbox.writeSettings({ schemaVersion: 4, roots: [sandbox.source], destinations, ...more });
}

/** Two that are there, and one that is not. */
function useDisks(own: object = {}): void {
  for (const name of ['red', 'blue']) mkdirSync(disk(name));
  useDestinations(['red', 'gone', 'blue'].map((name) => ({ name, host: local(name), ...own })));
}

interface Status {
  overdueDays: number | null;
  last: { host: string } | null;
  destinations: { name: string; overdueDays: number | null; lastGood: { host: string } | null }[];
}
const status = async (): Promise<Status> =>
  JSON.parse((await sandbox.run('--status', '--json')).stdout) as Status;

describe('one after the other', () => {
  let host: LoopbackHost;

  test('a host over ssh and a disk get the same, with a record each', async () => {
    host = await startLoopbackHost(sandbox);
    toStop.push(host.stop);
    mkdirSync(disk('red'));
    const overSsh = settingsFor(host, [sandbox.source]) as { host: object };
    useDestinations([
      { name: 'nas', host: overSsh.host },
      { name: 'red', host: local('red') },
    ]);
    const run = await sandbox.run('--run', '--json');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(jsonLines(run).filter(({ type }) => type === 'destination')).toMatchObject([
      { name: 'nas' },
      { name: 'red', host: disk('red') },
    ]);
    expect(historyOf(sandbox)).toMatchObject([{ result: 'completed' }, { result: 'completed' }]);
    for (const store of [host.store, disk('red')]) {
      expect(readFileSync(join(copyOf(store, sandbox.source), 'letter.txt'), 'utf8')).toBe('dear reader\n');
    }
    expect((await status()).destinations).toMatchObject([
      { name: 'nas', lastGood: { result: 'completed' } },
      { name: 'red', lastGood: { host: disk('red') } },
    ]);
    const check = await sandbox.run('--check');
    expect(check).toMatchObject({ status: 0, stderr: '' });
    expect(check.stdout.match(/Everything is ready/g)).toHaveLength(2);
  });

  test('one that is not there is skipped, keeps nothing from the others, and gives the exit code', async () => {
    useDisks();
    const run = await sandbox.run('--run');
    expect(run).toMatchObject({ status: 75, stderr: '' });
    expect(run.stdout).toMatch(/^red: [^]*^gone: [^]*^blue: /m);
    expect(historyOf(sandbox)).toMatchObject([
      { result: 'completed', host: disk('red') },
      { result: 'skipped', host: disk('gone'), skip: { code: 'store-not-there' } },
      { result: 'completed', host: disk('blue') },
    ]);
    expect(existsSync(disk('gone'))).toBe(false);
  });

  test('one that is named is the only one, and asked for by name it fails where it is not there', async () => {
    useDisks();
    expect(await sandbox.run('--run', '--to', 'blue')).toMatchObject({ status: 0 });
    expect(historyOf(sandbox)).toMatchObject([{ host: disk('blue') }]);
    const gone = await sandbox.run('--run', '--to', 'gone');
    expect(gone.status).toBe(69);
    expect(gone.stderr).toContain(disk('gone'));
    const unknown = await sandbox.run('--run', '--to', 'attic');
    expect(unknown.status).toBe(78);
    expect(unknown.stderr).toBe(
      'latchkey: There is no destination called "attic". Name one of these: red, gone, blue.\n',
    );
    expect(historyOf(sandbox)).toHaveLength(2);
  });

  test('each by its own schedule', async () => {
    for (const name of ['red', 'blue']) mkdirSync(disk(name));
    useDestinations([
      { name: 'red', host: local('red'), schedule: { kind: 'hours', every: 1 } },
      { name: 'blue', host: local('blue') },
    ]);
    expect(await sandbox.run('--run', '--if-due')).toMatchObject({ status: 0 });
    expect(historyOf(sandbox)).toMatchObject([{ host: disk('red'), result: 'completed' }]);
    const again = await sandbox.run('--run', '--if-due');
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toMatch(/^red: No backup is due yet\.[^]*^blue: No schedule is set/m);
    expect(historyOf(sandbox)).toHaveLength(1);
    const shown = await sandbox.run('--schedule');
    expect(shown.stdout).toContain('"latchkey --schedule every hour --to red" sets that right.');
  });

  test('the worst of them is the exit code', async () => {
    for (const name of ['red', 'blue']) mkdirSync(disk(name));
    useDestinations([
      { name: 'red', host: local('red') },
      { name: 'blue', host: local('blue') },
    ]);
    writeFileSync(join(sandbox.source, 'closed'), 'x', { mode: 0 });
    expect(await sandbox.run('--run')).toMatchObject({ status: 3 });
    rmSync(disk('blue'), { recursive: true });
    mkdirSync(disk('blue'));
    // Empty where a good backup went before: a disk that is not mounted, for all that is known.
    const run = await sandbox.run('--run');
    expect(historyOf(sandbox).slice(2)).toMatchObject([
      { result: 'partial' },
      { result: 'failed', failure: { code: 'store-not-the-one' } },
    ]);
    expect(run.status).not.toBe(3);
    expect(await sandbox.run('--accept-store')).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('Say which one with --to: red, blue.') as string,
    });
    expect(await sandbox.run('--accept-store', '--to', 'blue')).toMatchObject({ status: 0 });
    expect(await sandbox.run('--run', '--to', 'blue')).toMatchObject({ status: 3 });
  });
});

describe('two destinations, one of them gone for 40 days', () => {
  let screen: NotificationServer;
  const DAY_MS = 86_400_000;
  const quiet = ['--run', '--if-due', '--quiet'];

  beforeEach(async () => {
    const bus = await startDesktopBus(sandbox, 'session');
    toStop.push(bus.stop);
    symlinkSync(join(sandbox.path, 'buses/session'), join(sandbox.runtime, 'bus'));
    screen = await startNotificationServer(bus, { capabilities: ['body'] });
    toStop.unshift(screen.stop);
    useDisks({ schedule: { kind: 'hours', every: 1 } });
    expect(await sandbox.run('--run')).toMatchObject({ status: 75 });
    const [good, skip] = historyOf(sandbox);
    const then = new Date(Date.now() - 40 * DAY_MS).toISOString();
    const old = { ...good, id: '2026-01-01T00-00-00-000Z-0a1b2c', host: disk('gone') };
    const lines = [{ ...old, startedAt: then, finishedAt: then }, skip].map((each) => JSON.stringify(each));
    writeFileSync(join(sandbox.state, 'latchkey/history.jsonl'), `${lines.join('\n')}\n`);
  });

  const fromCron = async (): Promise<number | null> => {
    const environment = { ...sandbox.environment, DBUS_SESSION_BUS_ADDRESS: '' };
    return (await startProgram(process.execPath, [CLI, ...quiet], environment).finished).status;
  };
  const titles = (): string[] => screen.shown().map(({ summary }) => summary);

  test('the others are made, and it is told once, by name', async () => {
    expect(await fromCron()).toBe(75);
    expect(historyOf(sandbox).slice(2)).toMatchObject([
      { result: 'completed', host: disk('red') },
      { result: 'completed', host: disk('blue') },
    ]);
    expect(titles()).toEqual(['gone: No good backup for 40 days']);
    expect(await fromCron()).toBe(75);
    expect(titles()).toHaveLength(1);
    expect(await status()).toMatchObject({
      overdueDays: 40,
      destinations: [
        { name: 'red', overdueDays: null },
        { name: 'gone', overdueDays: 40 },
        { name: 'blue', overdueDays: null },
      ],
    });
  });

  test('and it is made as soon as the disk is there', async () => {
    await fromCron();
    mkdirSync(disk('gone'));
    // Another disk than the one of then, for all that is known.
    expect(await sandbox.run('--accept-store', '--to', 'gone')).toMatchObject({ status: 0 });
    expect(await fromCron()).toBe(0);
    expect(historyOf(sandbox).at(-1)).toMatchObject({ result: 'completed', host: disk('gone') });
    expect((await status()).overdueDays).toBe(null);
  });
});

describe('latchkey --destination', () => {
  test('adds, names, shows and removes; what was written by hand stays', async () => {
    sandbox.useLocalStore();
    const away = sandbox.directory('media');
    const added = await sandbox.run('--destination', 'add', '--local', join(away, 'Silver disk'));
    expect(added).toMatchObject({ status: 0, stderr: '' });
    expect(added.stdout).toContain(`Added "Silver disk": ${join(away, 'Silver disk')}.`);
    expect(added.stdout).toContain("latchkey --run --to 'Silver disk'");
    expect(await sandbox.run('destination', 'add', 'nas', '--host', 'bak@nas:2222')).toMatchObject({
      status: 0,
    });
    expect((await sandbox.run('--destination')).stdout).toBe(
      [
        `store: ${sandbox.store}, off`,
        `Silver disk: ${join(away, 'Silver disk')}, off`,
        'nas: bak@nas, off',
        '',
      ].join('\n'),
    );
    const { stdout } = await sandbox.run('--destination', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'store' }, { kind: 'local' }, { host: 'bak@nas' }]);

    expect(await sandbox.run('--destination', 'rename', 'Silver disk', 'silver')).toMatchObject({
      status: 0,
    });
    expect(await sandbox.run('--run', '--to', 'silver')).toMatchObject({ status: 0 });
    const removed = await sandbox.run('--destination', 'remove', 'silver');
    expect(removed.stdout).toBe('Removed "silver". The backups there stay where they are.\n');
    expect(completeSnapshots(join(away, 'Silver disk'))).toHaveLength(1);
    const file = JSON.parse(readFileSync(join(sandbox.config, 'settings.json'), 'utf8')) as object;
    expect(file).toEqual({
      // Kept by the first good backup.
      machine: machineNameFrom(hostname()),
      ...{ schemaVersion: 4, roots: [sandbox.source] },
      destinations: [
        { name: 'store', host: { kind: 'local', directory: sandbox.store } },
        { name: 'nas', host: { kind: 'ssh', destination: 'bak@nas', sshArgs: ['-p', '2222'] } },
      ],
    });
  });

  test.each([
    [['add', '--local', 'STORE'], 78, 'The destination "store" is already at that place.'],
    [['add', 'twice', '--local', 'LINK'], 78, 'The destination "store" is already at that place.'],
    [['add', 'within', '--local', 'STORE/within'], 78, 'The destination "store" is already at that place.'],
    [['add', 'all', '--local', 'SOURCE'], 78, 'lies inside'],
    [['add', '--local', ''], 2, '--local needs a directory'],
    [['add', 'store', '--host', 'bak@nas'], 78, 'There is already a destination called "store".'],
    [['add', 'nas', '--host', 'bak@nas:ssh'], 78, 'must be USER@HOST'],
    [['add', 'far', '--local', '/nowhere/at/all'], 69, 'Plug the disk in'],
    [['add', '--json', '--host', 'bak@nas'], 2, '--json goes with --destination list'],
    [['add', ' x', '--host', 'bak@nas'], 2, 'cannot be the name of a destination'],
    [['add'], 2, 'say where: --destination add'],
    [['list', '--host', 'bak@nas'], 2, '--host goes with --destination add'],
    [['rename', 'store'], 2, 'say what to do'],
    [['remove', 'store'], 78, '"store" is the only destination.'],
    [['remove', 'attic'], 78, 'There is no destination called "attic".'],
    [['paint'], 2, 'say what to do'],
  ])('%j is refused, and nothing is written', async (words, code, said) => {
    sandbox.useLocalStore();
    const file = join(sandbox.config, 'settings.json');
    const text = readFileSync(file, 'utf8');
    symlinkSync(sandbox.store, join(sandbox.path, 'link'));
    const places = { STORE: sandbox.store, LINK: join(sandbox.path, 'link'), SOURCE: sandbox.source };
    const given = words.map((word) =>
      word.replace(/STORE|LINK|SOURCE/, (name) => places[name as keyof typeof places]),
    );
    const run = await sandbox.run('--destination', ...given);
    expect(run).toMatchObject({ status: code, stdout: '' });
    expect(run.stderr).toContain(said);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('while they are backed up to', () => {
  /** A command before each backup that does this at the first one. */
  function atTheFirst(line: string): { before: { argv: [string, string, string] } } {
    const once = join(sandbox.path, 'once');
    const latchkey = `"${process.execPath}" "${CLI}"`;
    return {
      before: {
        argv: [
          '/bin/sh',
          '-c',
          `mkdir "${once}" 2>/dev/null || exit 0; ${line.replaceAll('LATCHKEY', latchkey)}`,
        ],
      },
    };
  }
  const useThree = (commands: object): void => {
    for (const name of ['red', 'green', 'blue']) mkdirSync(disk(name));
    const destinations = ['red', 'green', 'blue'].map((name) => ({ name, host: local(name) }));
    useDestinations(destinations, { commands });
  };
  const made = (): string[] =>
    historyOf(sandbox).map(({ host, result }) => `${host.slice(sandbox.path.length)} ${result}`);

  test('one that is removed is passed over, one that gets another name is not', async () => {
    useThree(
      atTheFirst(
        `export XDG_CONFIG_HOME="${join(sandbox.path, 'config')}"; LATCHKEY --destination remove green && LATCHKEY --destination rename blue azure`,
      ),
    );
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    expect(made()).toEqual(['/red completed', '/blue completed']);
  });

  test('a cancellation after one of them has ended is told by the exit code', async () => {
    useThree({ after: { argv: ['/bin/sh', '-c', 'kill -INT $PPID'] } });
    expect(await sandbox.run('--run')).toMatchObject({ status: 130 });
    expect(made()).toEqual(['/red completed']);
  });

  test('the commands hear which one it is', async () => {
    const heard = join(sandbox.path, 'heard');
    const say = (when: string) => ({
      argv: ['/bin/sh', '-c', `echo ${when} $LATCHKEY_DESTINATION >> "${heard}"`],
    });
    useThree({ before: say('before'), after: say('after') });
    expect(await sandbox.run('--run', '--to', 'green')).toMatchObject({ status: 0 });
    expect(readFileSync(heard, 'utf8')).toBe('before green\nafter green\n');
  });

  test('one that is asked for by hand comes next, and nothing else by that', async () => {
    for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
    const goOn = join(sandbox.path, 'go on');
    useThree(atTheFirst(`until [ -e "${goOn}" ]; do sleep 0.05; done`));
    const controller = new RunController(userPaths(), BUNDLES);
    const results = controller.start({ purpose: 'backup', to: 'red' });
    expect(controller.start({ purpose: 'backup', to: 'blue' })).toBe(results);
    writeFileSync(goOn, '');
    expect(await results).toMatchObject([
      { outcome: { result: 'completed', host: disk('red') } },
      { outcome: { result: 'completed', host: disk('blue') } },
    ]);
    expect(made()).toEqual(['/red completed', '/blue completed']);
  });

  test('"back up now" for all in the middle of one makes the others as well, each once', async () => {
    for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
    const goOn = join(sandbox.path, 'go on');
    useThree(atTheFirst(`until [ -e "${goOn}" ]; do sleep 0.05; done`));
    const controller = new RunController(userPaths(), BUNDLES);
    const results = controller.start({ purpose: 'backup', to: 'green' });
    void controller.start({ purpose: 'backup' });
    void controller.start({ purpose: 'backup', to: 'blue' });
    writeFileSync(goOn, '');
    await results;
    expect(made()).toEqual(['/green completed', '/blue completed', '/red completed']);
  });
});

test('two stores that are others are accepted, each for its destination', async () => {
  useDestinations(['red', 'blue'].map((name) => ({ name, host: local(name) })));
  for (const name of ['red', 'blue']) mkdirSync(disk(name));
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  for (const name of ['red', 'blue']) {
    rmSync(disk(name), { recursive: true });
    mkdirSync(disk(name));
    expect(await sandbox.run('--accept-store', '--to', name)).toMatchObject({ status: 0 });
  }
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(join(sandbox.state, 'latchkey/accept-store.json'))).toBe(false);
});

test('the name that this machine has in its backups stays when a destination is added', async () => {
  sandbox.useLocalStore();
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  renameSync(join(sandbox.store, machineNameFrom(hostname())), join(sandbox.store, 'oldname'));
  sandbox.useLocalStore();
  const media = sandbox.directory('media');
  expect(await sandbox.run('--destination', 'add', 'red', '--local', join(media, 'red'))).toMatchObject({
    status: 0,
  });
  expect(await sandbox.run('--run', '--to', 'red')).toMatchObject({ status: 0 });
  expect(readdirSync(join(media, 'red'))).toEqual(['oldname']);
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
});

describe('a store inside what is backed up', () => {
  const inner = (): string => join(sandbox.source, 'backups');

  test('is excluded when it is added, from backups to every destination', async () => {
    sandbox.useLocalStore();
    sandbox.writeExcludeList('# mine\n');
    expect(await sandbox.run('--destination', 'add', '--local', inner())).toMatchObject({ status: 0 });
    expect(readFileSync(join(sandbox.config, 'exclude'), 'utf8')).toBe(`# mine\n${inner()}/\n`);
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    for (const store of [sandbox.store, inner()]) {
      expect(readdirSync(copyOf(store, sandbox.source))).toEqual(['letter.txt']);
    }
  });

  test('fails the backups to the others as well where nothing excludes it', async () => {
    mkdirSync(inner());
    mkdirSync(disk('red'));
    useDestinations([
      { name: 'red', host: local('red') },
      { name: 'inside', host: { kind: 'local', directory: inner() } },
    ]);
    const run = await sandbox.run('--run', '--to', 'red');
    expect(run.status).toBe(78);
    expect(run.stderr).toContain(`The backup store ${inner()} lies inside ${sandbox.source}`);
    expect(readdirSync(disk('red'))).toEqual([]);
    // A disk that is away takes no room.
    renameSync(inner(), join(sandbox.path, 'away'));
    expect(await sandbox.run('--run', '--to', 'red')).toMatchObject({ status: 0 });
  });
});

describe('what comes back', () => {
  test('is of a disk that is there, or of the one that is named', async () => {
    useDisks();
    const letter = join(sandbox.source, 'letter.txt');
    await sandbox.run('--run', '--to', 'red');
    writeFileSync(letter, 'dear reader, again\n');
    await sandbox.run('--run', '--to', 'blue');
    const size = async (...more: string[]): Promise<number> => {
      const { stdout } = await sandbox.run('--list', letter, '--json', ...more);
      return (JSON.parse(stdout) as { bytes: number }).bytes;
    };
    expect(await size()).toBe(12);
    expect(await size('--from', 'blue')).toBe(19);
    renameSync(disk('red'), disk('away'));
    // Where a disk is mounted, and is not.
    mkdirSync(disk('red'));
    expect(await size()).toBe(19);
    rmSync(disk('red'), { recursive: true });
    expect(await size()).toBe(19);
    const gone = await sandbox.run('--list', letter, '--from', 'red');
    expect(gone).toMatchObject({ status: 69 });
    rmSync(letter);
    expect(await sandbox.run('--restore', letter, '--from', 'blue')).toMatchObject({ status: 0 });
    expect(readFileSync(letter, 'utf8')).toBe('dear reader, again\n');
  });
});

test('the README’s commands do it', async () => {
  const crontab = await takeCrontab();
  toStop.push(() => crontab.putBack());
  sandbox.useLocalStore();
  const media = sandbox.directory('media');
  const commands = commandsInReadme('More than one destination');
  expect(commands).toHaveLength(4);
  for (const command of commands) {
    const line = command.replace('/media/you/Silver disk/latchkey', join(media, 'Silver disk'));
    const run = await startProgram('/bin/sh', ['-c', line.replace(/^/, `cd ${PROJECT} && `)], {
      ...sandbox.environment,
      LATCHKEY_NODE: process.execPath,
    }).finished;
    expect(run, line).toMatchObject({ status: 0, stderr: '' });
  }
  const { destinations } = JSON.parse(readFileSync(join(sandbox.config, 'settings.json'), 'utf8')) as {
    destinations: object[];
  };
  expect(destinations).toMatchObject([
    { name: 'store' },
    { name: 'Silver disk', schedule: { kind: 'weekly', on: 'sunday', at: '10:00' } },
  ]);
  expect(completeSnapshots(join(media, 'Silver disk'))).toHaveLength(1);
});
