/** A laptop is lost; a new one takes over its backups from the disk, and goes on with them. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { afterBackupEnded } from '../helpers/after-backup';
import { describeTree } from '../helpers/describe-tree';
import { commandsInReadme } from '../helpers/documented-commands';
import { writtenSettings } from '../helpers/records';
import { RSYNC_VERSIONS } from '../helpers/rsync-versions';
import { PROJECT, Sandbox } from '../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn } from '../helpers/store';

/** With a home directory of its own, which is what is backed up. */
class Laptop extends Sandbox {
  readonly home = this.directory('home');

  override get environment(): Record<string, string> {
    return { ...super.environment, HOME: this.home };
  }
}

let old: Laptop;
let home: string;

const NO_UTF_8 = Buffer.concat([Buffer.from('# mine\n/Videos/\n'), Buffer.from([0xff, 0x0a])]);

beforeEach(() => {
  old = new Laptop();
  ({ home } = old);
  mkdirSync(join(home, 'Documents'));
  writeFileSync(join(home, 'Documents/letter'), 'dear');
  mkdirSync(join(home, 'Videos'));
  writeFileSync(join(home, 'Videos/film'), 'large');
});

afterEach(() => {
  old.remove();
});

/** As it is with XDG_CONFIG_HOME unset: the settings are in the home that is backed up. */
async function backUp(further: object = {}): Promise<void> {
  old.writeSettings({
    ...{ schemaVersion: 3, host: { kind: 'local', directory: old.store, keep: { daily: 7 } }, roots: [home] },
    ...{ machine: 'thinkpad', overdueDays: 9 },
    ...further,
  });
  old.writeExcludeList(NO_UTF_8);
  cpSync(old.config, join(home, '.config/latchkey'), { recursive: true });
  expect(await old.run('--run')).toMatchObject({ status: 0, stderr: '' });
}

function loseTheLaptop(): void {
  for (const path of [home, old.config, old.state]) {
    rmSync(path, { recursive: true });
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
}

test('name, settings and excludes are taken over, files come back, and the next backup goes on from the last', async () => {
  await backUp({ commands: { before: { argv: ['/bin/true'] } } });
  const then = describeTree(join(home, 'Documents'));
  const before = lstatSync(join(copyOf(old.store, home), 'Documents/letter')).ino;
  loseTheLaptop();
  const adopted = await old.run('--adopt', old.store);
  expect(adopted).toMatchObject({ status: 0, stderr: '' });
  expect(adopted.stdout).toContain('"thinkpad"');
  expect(adopted.stdout).toContain('commands around each backup were not taken over');
  expect(writtenSettings(old)).toEqual({
    ...{ schemaVersion: 4, name: 'store' },
    ...{ host: { kind: 'local', directory: old.store, keep: { daily: 7 } }, roots: [home] },
    ...{ machine: 'thinkpad', overdueDays: 9 },
  });
  expect(statSync(join(old.config, 'settings.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(old.config, 'exclude')).equals(NO_UTF_8)).toBe(true);

  const [, command = ''] = /^ {2}latchkey (.*)$/m.exec(adopted.stdout) ?? [];
  expect(command).toBe(`--restore ${home} --only-missing`);
  expect(await old.run(...command.split(' '))).toMatchObject({ status: 0, stderr: '' });
  expect(describeTree(join(home, 'Documents'))).toEqual(then);
  expect(await old.run('--run')).toMatchObject({ status: 0, stderr: '' });
  expect(completeSnapshots(old.store)).toHaveLength(2);
  expect(lstatSync(join(copyOf(old.store, home), 'Documents/letter')).ino).toBe(before);
});

describe('of several destinations', () => {
  /** Both are backed up to; one keeps all there is, the other little. */
  async function backUpToTwo(names: readonly [string, string]): Promise<string[]> {
    const disks = names.map((name) => join(old.directory('media/old'), name, 'latchkey'));
    const [little = '', all = ''] = disks;
    for (const disk of disks) mkdirSync(disk, { recursive: true });
    old.writeSettings({
      ...{ schemaVersion: 4, machine: 'thinkpad', roots: [home] },
      destinations: [
        { name: 'office', host: { kind: 'local', directory: little, keep: { daily: 7 } }, overdueDays: 20 },
        { name: 'drawer', host: { kind: 'local', directory: all } },
      ],
    });
    old.writeExcludeList(NO_UTF_8);
    cpSync(old.config, join(home, '.config/latchkey'), { recursive: true });
    expect(await old.run('--run')).toMatchObject({ status: 0, stderr: '' });
    loseTheLaptop();
    // Somebody else's, or under another name: another mount point.
    cpSync(old.directory('media/old'), join(old.path, 'media/new'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    return disks.map((disk) => disk.replace('media/old', 'media/new'));
  }
  const destinations = (): unknown =>
    (JSON.parse(readFileSync(join(old.config, 'settings.json'), 'utf8')) as Record<string, unknown>)
      .destinations;

  test('the one of that disk goes on, with what is its own; the others stay', async () => {
    const [, all = ''] = await backUpToTwo(['Red', 'Silver']);
    expect(await old.run('--adopt', all)).toMatchObject({ status: 0, stderr: '' });
    expect(destinations()).toMatchObject([
      { name: 'drawer', host: { directory: all } },
      { name: 'office', host: { keep: { daily: 7 } }, overdueDays: 20 },
    ]);
    expect((destinations() as [{ host: object }])[0].host).not.toHaveProperty('keep');
  });

  test('a disk that is surely none of them is one more, and keeps all', async () => {
    const [, all = ''] = await backUpToTwo(['Red', 'Silver']);
    const elsewhere = join(old.directory('copies'), 'latchkey');
    cpSync(all, elsewhere, { recursive: true, verbatimSymlinks: true });
    expect(await old.run('--adopt', elsewhere)).toMatchObject({ status: 0, stderr: '' });
    expect(destinations()).toEqual([
      { name: 'copies', host: { kind: 'local', directory: elsewhere } },
      expect.objectContaining({ name: 'office' }),
      expect.objectContaining({ name: 'drawer' }),
    ]);
  });
});

test('the README’s commands do it', async () => {
  await backUp();
  const then = describeTree(join(home, 'Documents'));
  loseTheLaptop();
  const [look, ...commands] = commandsInReadme('A new laptop').filter(
    (line) => !line.startsWith('latchkey-host'),
  );
  expect(look).toBe('latchkey --adopt');
  expect(commands).toHaveLength(2);
  const path = `${join(PROJECT, 'bin')}:/usr/bin:/bin`;
  for (const command of commands) {
    execFileSync('bash', ['-c', command.replace('/media/you/backup', old.store)], {
      env: { ...old.environment, LATCHKEY_NODE: process.execPath, PATH: path },
    });
  }
  expect(describeTree(join(home, 'Documents'))).toEqual(then);
});

test('another home directory takes the place of the one of then', async () => {
  await backUp();
  const then = describeTree(join(home, 'Documents'));
  const fresh = new Laptop();
  try {
    const adopted = await fresh.run('--adopt', old.store, '--machine', 'thinkpad');
    expect(adopted).toMatchObject({ status: 0, stderr: '' });
    expect(adopted.stdout).toContain(`${home} is ${fresh.home} now`);
    expect(writtenSettings(fresh)).toMatchObject({
      roots: [fresh.home],
    });
    const [, command = ''] = /^ {2}latchkey (.*)$/m.exec(adopted.stdout) ?? [];
    expect(command).toContain('--moved-to');
    expect(await fresh.run(...command.split(' '))).toMatchObject({ status: 0, stderr: '' });
    expect(describeTree(join(fresh.home, 'Documents'))).toEqual(then);
    // A file cannot be a directory.
    writeFileSync(join(fresh.home, 'Documents/letter'), 'newer');
    const beside = await fresh.run('--restore', join(home, 'Documents/letter'), '--moved-to', fresh.home);
    expect(beside.status).toBe(1);
    expect(beside.stderr).toContain('not a folder');
    expect(readFileSync(join(fresh.home, 'Documents/letter'), 'utf8')).toBe('newer');
  } finally {
    fresh.remove();
  }
});

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  test('a home that has another name is not copied again, raises no alarm, and later backups know it', async () => {
    old.useRsync(rsync);
    const names = Array.from({ length: 130 }, (_, at) => `Documents/n${at % 7}/file${at}.txt`);
    for (const name of names) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), `${name}\n`.repeat(200));
    }
    await backUp();
    const [first = ''] = completeSnapshots(old.store);
    const inodesOf = (snapshot: string, of: string): number[] =>
      names.map((name) => lstatSync(join(machineIn(old.store), snapshot, 'files', of, name)).ino);
    const before = inodesOf(first, home);
    const fresh = new Laptop();
    try {
      fresh.useRsync(rsync);
      expect(await fresh.run('--adopt', old.store, '--only-missing')).toMatchObject({
        status: 0,
        stderr: '',
      });
      for (const round of [1, 2, 3]) {
        expect(await fresh.run('--run'), `backup ${round}`).toMatchObject({ status: 0, stderr: '' });
        // It reads in the store of the other sandbox.
        await afterBackupEnded(old.path);
        const newest = completeSnapshots(old.store).at(-1) ?? '';
        expect(inodesOf(newest, fresh.home), `backup ${round}`).toEqual(before);
        expect(existsSync(join(machineIn(old.store), newest, 'files', home))).toBe(false);
        const { totals, alarm } = JSON.parse(
          readFileSync(join(machineIn(old.store), newest, 'snapshot.json'), 'utf8'),
        ) as { totals: { transferredFiles: number }; alarm?: unknown };
        expect(alarm).toBeUndefined();
        // This laptop's own settings and state are outside of what is backed up.
        expect(totals.transferredFiles).toBe(0);
      }
      expect(existsSync(join(machineIn(old.store), 'hold.json'))).toBe(false);
    } finally {
      fresh.remove();
    }
  });
});

test('without settings in the backup, the usual ones are written', async () => {
  await backUp();
  rmSync(join(copyOf(old.store, home), '.config'), { recursive: true });
  loseTheLaptop();
  const adopted = await old.run('--adopt', old.store);
  expect(adopted).toMatchObject({ status: 0, stderr: '' });
  expect(adopted.stdout).toContain('none were in the backup');
  expect(writtenSettings(old)).toMatchObject({
    ...{ machine: 'thinkpad', roots: [home] },
  });
  expect(existsSync(join(old.config, 'exclude'))).toBe(true);
});

test('settings that are there stay, and several machines have to be told apart', async () => {
  await backUp();
  const settings = readFileSync(join(old.config, 'settings.json'));
  const refused = await old.run('--adopt', old.store);
  expect(refused.status).toBe(78);
  expect(refused.stderr).toContain('left as it is');
  expect(readFileSync(join(old.config, 'settings.json')).equals(settings)).toBe(true);

  cpSync(machineIn(old.store), join(old.store, 'other'), { recursive: true, verbatimSymlinks: true });
  loseTheLaptop();
  const which = await old.run('--adopt', old.store);
  expect(which).toMatchObject({ status: 2, stdout: '' });
  expect(which.stderr).toMatch(/--machine NAME[\s\S]*other[\s\S]*thinkpad/);
  expect(existsSync(join(old.config, 'settings.json'))).toBe(false);
  const unknown = await old.run('--adopt', old.store, '--machine', 'nobody');
  expect(unknown.stderr).toContain('there are other, thinkpad.');
  expect(await old.run('--adopt', join(old.path, 'nowhere'))).toMatchObject({ status: 69 });
});
