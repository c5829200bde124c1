/** What is in the snapshots, as the terminal tells it, held against the files that were backed up. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeAllKinds } from '../../helpers/all-kinds-of-entries';
import { at, pathsBelow } from '../../helpers/describe-tree';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { Sandbox, type Finished } from '../../helpers/sandbox';
import { completeSnapshots, machineIn } from '../../helpers/store';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
});

afterEach(() => {
  sandbox.remove();
});

async function backUp(): Promise<string> {
  const before = existsSync(sandbox.store) && readdirSync(sandbox.store).length > 0 ? names() : [];
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  const made = names().find((name) => !before.includes(name));
  if (made === undefined) throw new Error('no snapshot was made');
  return made;
}

function names(): string[] {
  return completeSnapshots(sandbox.store);
}

/** As if it had been made then. */
function date(snapshot: string, name: string): string {
  const machine = machineIn(sandbox.store);
  renameSync(join(machine, snapshot), join(machine, name));
  return name;
}

function json(finished: Finished): Record<string, unknown>[] {
  expect(finished).toMatchObject({ status: 0, stderr: '' });
  return finished.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The same as the terminal says it, of what lies there now. */
function asItIs(directory: string): Record<string, unknown>[] {
  return pathsBelow(directory)
    .filter((path) => !path.includes('/'))
    .map((name) => {
      const path = at(directory, name);
      const stats = lstatSync(path);
      const text = path.toString('utf8');
      const isText = Buffer.from(text).equals(path);
      const kind = stats.isDirectory()
        ? 'directory'
        : stats.isSymbolicLink()
          ? 'link'
          : stats.isFile()
            ? 'file'
            : 'special';
      return {
        ...(isText
          ? { path: text }
          : { path: expect.any(String) as string, pathBase64: path.toString('base64') }),
        kind,
        mode: (stats.mode & 0o7777).toString(8).padStart(4, '0'),
        uid: stats.uid,
        gid: stats.gid,
        mtime: stats.mtime.toISOString(),
        ...(kind === 'file' && { bytes: stats.size }),
        ...(kind === 'link' && { target: readlinkSync(path, 'utf8') }),
      };
    });
}

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  test('a directory is listed as the laptop had it, every kind of entry', async () => {
    sandbox.useRsync(rsync);
    makeAllKinds(sandbox.source);
    const here = readdirSync(process.cwd());
    await backUp();
    const listed = json(await sandbox.run('--list', sandbox.source, '--json'));
    const expected = asItIs(sandbox.source);
    const byPath = (all: Record<string, unknown>[]): unknown[] =>
      [...all].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
    expect(byPath(listed)).toEqual(byPath(expected));
    expect(readdirSync(process.cwd())).toEqual(here);
    expect(existsSync(join(machineIn(sandbox.store), '.dry-run'))).toBe(false);
    const shown = await sandbox.run('--list', sandbox.source);
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    expect(shown.stdout).toMatch(/^lrwxrwxrwx .* dangling -> \/nowhere at all$/m);
    expect(shown.stdout).toMatch(/^Srw-r----- .* fifo$/m);
    expect(shown.stdout).toMatch(/^-rwsr-xr-x .* setuid$/m);
    expect(shown.stdout).toMatch(/^drwxrws--- .* shared by group\/$/m);
    expect(shown.stdout).toContain('caf\\xe9\\xff\n');
    expect(shown.stdout).toContain('-rf "quoted" \\n\'name\'\n');
  });
});

function keyOf(entry: Record<string, unknown>): string {
  return String(entry.pathBase64 ?? entry.path);
}

test('a time in words leads to the newest snapshot that is not later', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'first');
  date(await backUp(), '2026-03-04T100000Z');
  rmSync(join(sandbox.source, 'letter'));
  writeFileSync(join(sandbox.source, 'note'), 'second');
  date(await backUp(), '2026-03-06T100000Z');
  const listed = async (...words: string[]): Promise<unknown> =>
    json(await sandbox.run('--list', sandbox.source, ...words, '--json')).map(({ path }) => path);
  expect(await listed('--at', '2026-03-05')).toEqual([join(sandbox.source, 'letter')]);
  expect(await listed('--at', '2026-03-04T100000Z')).toEqual([join(sandbox.source, 'letter')]);
  expect(await listed('--at', 'yesterday')).toEqual([join(sandbox.source, 'note')]);
  expect(await listed()).toEqual([join(sandbox.source, 'note')]);
  expect(await sandbox.run('--list', sandbox.source, '--at', '2025-01-01')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('no snapshot of that time or before: 2025-01-01') as string,
  });
  expect(await sandbox.run('--list', sandbox.source, '--at', 'soon')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('"soon" is not a time') as string,
  });
});

test('the versions of a file are told once each, a link as a link', async () => {
  const letter = join(sandbox.source, 'letter');
  writeFileSync(letter, 'first');
  const one = date(await backUp(), '2026-03-04T100000Z');
  const same = date(await backUp(), '2026-03-05T100000Z');
  appendFileSync(letter, ' and more');
  chmodSync(letter, 0o640);
  const changed = date(await backUp(), '2026-03-06T100000Z');
  rmSync(letter);
  await backUp().then((made) => date(made, '2026-03-07T100000Z'));
  symlinkSync('elsewhere', letter);
  const link = date(await backUp(), '2026-03-08T100000Z');
  expect(json(await sandbox.run('--versions', letter, '--json'))).toMatchObject([
    { first: one, last: same, snapshots: 2, kind: 'file', bytes: 5, path: letter },
    { first: changed, last: changed, snapshots: 1, kind: 'file', bytes: 14, mode: '0640' },
    { first: link, last: link, snapshots: 1, kind: 'link', target: 'elsewhere' },
  ]);
  const shown = await sandbox.run('--versions', letter);
  expect(shown.stdout).toContain(`from ${one} (2 snapshots, the newest ${same})`);
  expect(await sandbox.run('--versions', join(sandbox.source, 'never'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is in no snapshot') as string,
  });
});

test('the snapshots are told; a directory above what is backed up has no mode of its own', async () => {
  mkdirSync(join(sandbox.source, 'empty'));
  writeFileSync(join(sandbox.source, 'letter'), 'first');
  const made = await backUp();
  expect(json(await sandbox.run('--snapshots', '--json'))).toEqual([
    {
      ...{ snapshot: made, latest: true, files: 1, bytes: 5, gaps: 0, looksWrong: false },
      roots: [sandbox.source],
    },
  ]);
  expect((await sandbox.run('--snapshots')).stdout).toMatch(
    new RegExp(`^${made}  \\S+ \\S+  1 file, 5 bytes  latest\n$`),
  );
  expect(json(await sandbox.run('--list', sandbox.path, '--json'))).toEqual([
    {
      path: sandbox.source,
      kind: 'directory',
      mode: '0700',
      uid: expect.any(Number) as number,
      gid: expect.any(Number) as number,
      mtime: expect.any(String) as string,
    },
  ]);
  const [top] = json(await sandbox.run('--list', '/', '--json'));
  expect(top).toEqual({ path: `/${sandbox.path.split('/')[1] ?? ''}`, kind: 'directory' });
  expect((await sandbox.run('--list', join(sandbox.source, 'empty'))).stdout).toContain('It was empty.\n');
  expect(await sandbox.run('--list', join(sandbox.source, 'letter/within'))).toMatchObject({ status: 1 });
});

test('a path through a link, and a relative one, are what was backed up', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'first');
  await backUp();
  symlinkSync(sandbox.source, join(sandbox.path, 'way'));
  expect(json(await sandbox.run('--list', join(sandbox.path, 'way'), '--json'))).toMatchObject([
    { path: join(sandbox.source, 'letter') },
  ]);
});

test('what cannot be told is said, with what to do: a host’s store, a disk that is away', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'first');
  await backUp();
  renameSync(sandbox.store, join(sandbox.path, 'unplugged'));
  expect(await sandbox.run('--snapshots')).toMatchObject({
    status: 69,
    stdout: '',
    stderr: expect.stringContaining('Plug the disk in and mount it') as string,
  });
  sandbox.writeSettings({
    ...{ schemaVersion: 3, roots: [sandbox.source] },
    host: { kind: 'ssh', destination: 'bak@nas', callbackAddress: 'tunnel' },
  });
  for (const args of [['--snapshots'], ['--list', '/x'], ['--versions', '/x']]) {
    expect(await sandbox.run(...args)).toMatchObject({
      status: 77,
      stdout: '',
      stderr: expect.stringMatching(/snapshots are on bak@nas.*"latchkey-host --grant-restore"/) as string,
    });
  }
  execFileSync('rm', [join(sandbox.config, 'settings.json')]);
  expect(await sandbox.run('--snapshots')).toMatchObject({ status: 78 });
});

test('small words: a directory, a snapshot that is not there, a path that is in none', async () => {
  mkdirSync(join(sandbox.source, 'letters'));
  const first = date(await backUp(), '2026-03-04T100000Z');
  await backUp();
  const versions = await sandbox.run('--versions', join(sandbox.source, 'letters'));
  expect(versions.stdout).toMatch(new RegExp(`from ${first} \\(2 snapshots.*\\)\\n$`));
  for (const command of [['--list', sandbox.source], ['--changes']]) {
    const missing = await sandbox.run(
      ...command,
      ...(command.length > 1 ? ['--at'] : []),
      '2026-01-01T000000Z',
    );
    expect(missing).toMatchObject({ status: 1, stdout: '' });
    expect(missing.stderr).toContain('There is no snapshot called 2026-01-01T000000Z.');
  }
  const nonsense = await sandbox.run('--changes', 'nonsense');
  expect(nonsense).toMatchObject({ status: 1, stdout: '' });
  expect((await sandbox.run('--changes')).stdout).toMatch(/\): no difference\.\n$/);
});
