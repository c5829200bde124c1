/** One archive of what was kept: every kind of entry as the laptop had it, read back by GNU tar and by Python's tarfile. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeAllKinds } from '../../helpers/all-kinds-of-entries';
import { at, describeTree, pathsBelow } from '../../helpers/describe-tree';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { Sandbox, type Finished } from '../../helpers/sandbox';
import { copyOf } from '../../helpers/store';

const MEMBERS = fileURLToPath(new URL('../../helpers/archive-members.py', import.meta.url));

let sandbox: Sandbox;
let source: string;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  ({ source } = sandbox);
});

afterEach(() => {
  sandbox.remove();
});

interface Member {
  path: string;
  kind: string;
  mode: number;
  owner: string;
  names: string;
  mtime: string;
  target: string;
  device: [number, number] | null;
  sha256: string | null;
  headers: Record<string, string>;
}

function membersOf(archive: string): Map<string, Member> {
  const members = JSON.parse(
    execFileSync('python3', [MEMBERS, plainOf(archive)], { encoding: 'utf8', maxBuffer: 1 << 26 }),
  ) as Member[];
  return new Map(members.map((member) => [member.path, member]));
}

/** Unpacked beside it, as tar itself has it. */
function plainOf(archive: string): string {
  const plain = `${archive}.plain`;
  const program = archive.endsWith('.zst') ? 'zstd' : archive.endsWith('.gz') ? 'gzip' : 'cat';
  const args = program === 'cat' ? [] : ['-dc'];
  writeFileSync(plain, execFileSync(program, [...args, archive], { maxBuffer: 1 << 28 }));
  return plain;
}

async function backUp(): Promise<void> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
}

function restore(...args: string[]): Promise<Finished> {
  return sandbox.run('--restore', ...args);
}

function expectNothingLeft(): void {
  const left = execFileSync('find', [sandbox.path, '-name', '.latchkey-restore-*'], { encoding: 'utf8' });
  expect(left).toBe('');
}

/** In the namespace that another rsync is put in place by, only this user can be named. */
function useKnownAcls(): void {
  const own = `u:${process.getuid?.() ?? 0}`;
  execFileSync('setfacl', ['-b', join(source, 'plain')]);
  execFileSync('setfacl', ['-m', `${own}:r`, join(source, 'plain')]);
  execFileSync('setfacl', ['-k', join(source, 'empty')]);
  execFileSync('setfacl', ['-d', '-m', `${own}:rx`, join(source, 'empty')]);
}

function withoutForged(): void {
  for (const name of ['forged setuid', 'forged device']) {
    execFileSync('setfattr', ['-x', 'user.rsync.%stat', join(source, name)]);
  }
}

function sha256(path: Buffer): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  beforeEach(() => {
    sandbox.useRsync(rsync);
  });

  test('every kind of entry is in it, and GNU tar gives the tree back', async () => {
    makeAllKinds(source);
    useKnownAcls();
    await backUp();
    withoutForged();
    const original = describeTree(source);
    const archive = join(sandbox.path, 'all.tar.zst');
    const restored = await restore(source, '--archive', archive);
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    expect(restored.stdout).toContain(archive);
    expect(lstatSync(archive).mode & 0o777).toBe(0o600);
    const unpacked = sandbox.directory('unpacked');
    const options = ['--zstd', '--acls', '--xattrs', '--preserve-permissions'];
    execFileSync('tar', ['-x', ...options, '-f', archive, '-C', unpacked]);
    expect(describeTree(join(unpacked, source.slice(1)))).toEqual(withoutHoles(original));
    expectNothingLeft();
  });

  test('what only root could put back is in it: owners, devices, setuid, capabilities', async () => {
    for (const name of ['tool', 'null', 'disk', 'ping', 'given']) writeFileSync(join(source, name), 'x');
    await backUp();
    const kept = copyOf(sandbox.store, source);
    const give = (name: string, attribute: string, value: string): void => {
      execFileSync('setfattr', ['-n', `user.rsync.${attribute}`, '-v', value, join(kept, name)]);
    };
    give('tool', '%stat', '104755 0,0 0:0');
    give('given', '%stat', '100640 0,0 12345:3000000');
    for (const name of ['null', 'disk']) writeFileSync(join(kept, name), '');
    give('null', '%stat', '20666 1,3 0:0');
    give('disk', '%stat', '60660 259,1048575 0:6');
    // What setcap(8) writes for cap_net_raw+ep, and a NUL and a newline with it.
    const capability = '0x01000002002000000000000000000a00';
    give('ping', 'security.capability', capability);
    const archive = join(sandbox.path, 'all.tar.gz');
    expect(await restore(source, '--archive', archive)).toMatchObject({ status: 0, stderr: '' });
    const members = membersOf(archive);
    const at = (name: string): Member | undefined => members.get(join(source, name).slice(1));
    expect(at('tool')).toMatchObject({ kind: 'file', mode: 0o4755, owner: '0:0', names: 'root:root' });
    expect(at('given')).toMatchObject({ kind: 'file', mode: 0o640, owner: '12345:3000000', names: ':' });
    expect(at('null')).toMatchObject({ kind: 'character', mode: 0o666, device: [1, 3], owner: '0:0' });
    expect(at('disk')).toMatchObject({ kind: 'block', device: [259, 1048575], names: 'root:disk' });
    expect(Buffer.from(at('ping')?.headers['SCHILY.xattr.security.capability'] ?? '', 'latin1')).toEqual(
      Buffer.from(capability.slice(2), 'hex'),
    );
    const listed = execFileSync('tar', ['-tvf', archive, '--full-time', '--numeric-owner'], {
      encoding: 'utf8',
    });
    expect(listed).toMatch(/^-rwsr-xr-x 0\/0 .*\/tool$/m);
    expect(listed).toMatch(/^-rw-r----- 12345\/3000000 .*\/given$/m);
    expect(listed).toMatch(/^crw-rw-rw- 0\/0 +1,3 .*\/null$/m);
    expect(listed).toMatch(/^brw-rw---- 0\/6 +259,1048575 .*\/disk$/m);
  });
});

/** No archive of these has holes: GNU tar fills them. */
function withoutHoles(described: Map<string, string>): Map<string, string> {
  return new Map([...described].map(([path, words]) => [path, words.replace('sparse=true', 'sparse=false')]));
}

test('Python reads the same: types, times to the nanosecond, links, bytes of names', async () => {
  makeAllKinds(source);
  await backUp();
  withoutForged();
  const archive = join(sandbox.path, 'all.tar');
  expect(await restore(source, '--archive', archive)).toMatchObject({ status: 0, stderr: '' });
  const members = membersOf(archive);
  const top = Buffer.from(source.slice(1)).toString('latin1');
  const paths = ['.', ...pathsBelow(source)];
  expect([...members.keys()].sort()).toEqual(
    paths.map((path) => (path === '.' ? top : `${top}/${path}`)).sort(),
  );
  const first = new Set<bigint>();
  for (const path of paths) {
    const member = members.get(path === '.' ? top : `${top}/${path}`);
    const stats = lstatSync(at(source, path), { bigint: true });
    expect(member, path).toMatchObject({
      owner: `${stats.uid}:${stats.gid}`,
      mode: Number(stats.mode & 0o7777n),
    });
    const ns = stats.mtimeNs < 0n ? -stats.mtimeNs : stats.mtimeNs;
    expect(member?.mtime.replace('-', ''), path).toBe(
      `${ns / 1_000_000_000n}.${String(ns % 1_000_000_000n).padStart(9, '0')}`,
    );
    if (stats.isSymbolicLink()) {
      expect(member).toMatchObject({ kind: 'link', target: readlinkSync(at(source, path), 'latin1') });
    } else if (stats.isFIFO()) expect(member).toMatchObject({ kind: 'fifo' });
    else if (stats.isDirectory()) expect(member).toMatchObject({ kind: 'directory' });
    else expect(['file', 'hard link']).toContain(member?.kind);
    if (member?.kind === 'file') expect(member.sha256).toBe(sha256(at(source, path)));
    first.add(stats.ino);
  }
  expect(members.get(`${top}/second name`)).toMatchObject({ kind: 'hard link', target: `${top}/plain` });
  expect(members.get(`${top}/plain`)?.headers).toMatchObject({
    'SCHILY.xattr.user.colour': 'green',
    'SCHILY.acl.access': expect.stringContaining('user:12345:r--') as string,
  });
  expect(members.get(`${top}/empty`)?.headers['SCHILY.acl.default']).toContain('user:12345:r-x');
  expect(first.size).toBeGreaterThan(20);
});

test('several paths of a snapshot, names that are hostile or very long', async () => {
  const deep = join(source, ...Array.from({ length: 12 }, (_, index) => `${index}`.padEnd(255, 'long ')));
  mkdirSync(deep, { recursive: true });
  const names = ['-rf', '--to', 'line\nend', '$(touch pwned)', '\\#012', 'x'.repeat(255), 'ü'.repeat(127)];
  for (const name of names) writeFileSync(join(source, name), name);
  writeFileSync(join(deep, 'y'.repeat(255)), 'deep');
  mkdirSync(join(source, 'left'));
  const bytes = Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xe9, 0xff, 0x0a, 0x80])]);
  writeFileSync(bytes, 'bytes');
  await backUp();
  const archive = join(sandbox.path, '-x "y".tar.zst');
  const top = join(source, '0'.padEnd(255, 'long '));
  const asked = [...names.map((name) => join(source, name)), top];
  expect(await restore('--archive', archive, '--', ...asked)).toMatchObject({ status: 0, stderr: '' });
  const members = membersOf(archive);
  for (const name of names) {
    const path = Buffer.from(join(source, name).slice(1)).toString('latin1');
    expect(members.get(path)?.sha256, name).toBe(createHash('sha256').update(name).digest('hex'));
  }
  expect(members.has(join(deep, 'y'.repeat(255)).slice(1))).toBe(true);
  expect(members.has(join(source, 'left').slice(1))).toBe(false);
  const whole = join(sandbox.path, 'whole.tar.zst');
  expect(await restore(source, '--archive', whole)).toMatchObject({ status: 0, stderr: '' });
  expect(membersOf(whole).has(bytes.toString('latin1').slice(1))).toBe(true);
  const unpacked = sandbox.directory('unpacked');
  execFileSync('tar', ['-xf', whole, '-C', unpacked]);
  expect(pathsBelow(join(unpacked, source.slice(1)))).toEqual(pathsBelow(source));
});

test('a dry run says what it would hold, and writes nothing', async () => {
  writeFileSync(join(source, 'letter'), 'dear all');
  symlinkSync('letter', join(source, 'link'));
  await backUp();
  const before = describeTree(sandbox.path);
  const archive = join(sandbox.path, 'all.tar.zst');
  const shown = await restore(source, '--archive', archive, '--dry-run');
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toContain(`${archive} would hold 1 file, 1 folder, 1 symbolic link:\n  ${source}\n`);
  expect(describeTree(sandbox.path)).toEqual(before);
});

test('a taken name, another ending, a missing directory: refused before anything is fetched', async () => {
  writeFileSync(join(source, 'letter'), 'dear all');
  await backUp();
  const archive = join(sandbox.path, 'all.tar.zst');
  symlinkSync('nowhere', archive);
  expect(await restore(source, '--archive', archive)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`The file ${archive} is already there.`) as string,
  });
  expect(readlinkSync(archive)).toBe('nowhere');
  expect(await restore(source, '--archive', join(sandbox.path, 'all.zip'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('.tar.zst, .tar.gz, .tar') as string,
  });
  expect(await restore(source, '--archive', join(sandbox.path, 'none/all.tar'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('there is no such folder') as string,
  });
  expect(await restore(source, '--archive', archive, '--to', sandbox.path)).toMatchObject({ status: 2 });
  expectNothingLeft();
});

test('it is on record, and undone', async () => {
  writeFileSync(join(source, 'letter'), 'dear all');
  await backUp();
  const archive = join(sandbox.path, 'all.tar.zst');
  expect(await restore(join(source, 'letter'), '--archive', archive)).toMatchObject({ status: 0 });
  const restores = join(sandbox.state, 'latchkey/restores');
  const [id = ''] = readdirSync(restores).filter((name) => name !== 'lock');
  expect(JSON.parse(readFileSync(join(restores, id, 'record.json'), 'utf8'))).toMatchObject({
    ...{ how: 'archive', result: 'completed', placed: [{ as: archive }], placedCount: 1 },
  });
  expect(await sandbox.run('--undo')).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(archive)).toBe(false);
  expect(await restore(join(source, 'letter'), '--archive', archive)).toMatchObject({ status: 0 });
});

test('a socket is named, since no archive holds one', async () => {
  execFileSync('python3', [
    '-c',
    'import socket,sys;socket.socket(socket.AF_UNIX).bind(sys.argv[1])',
    join(source, 'sock'),
  ]);
  writeFileSync(join(source, 'letter'), 'dear all');
  await backUp();
  const archive = join(sandbox.path, 'all.tar.zst');
  expect(await restore(source, '--archive', archive)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining(`${join(source, 'sock')}: a socket, which no archive holds`) as string,
  });
  expect([...membersOf(archive).keys()].sort()).toEqual(
    [source, join(source, 'letter')].map((one) => one.slice(1)),
  );
});

describe('that is cut short', () => {
  let archive: string;

  beforeEach(async () => {
    for (let file = 0; file < 20; file += 1) {
      const content = createHash('sha256').update(`${file}`).digest('hex');
      writeFileSync(join(source, `f${file}`), content.repeat(30_000));
    }
    await backUp();
    archive = join(sandbox.path, 'all.tar.zst');
  });

  test.each(['fetching', 'packing'])(
    'killed while %s, it has no name; gone on with, it is whole',
    async (phase) => {
      const started = sandbox.start('--restore', source, '--archive', archive, '--json');
      await started.saw(`"phase":"${phase}"`);
      started.kill('SIGKILL');
      await started.finished;
      expect(existsSync(archive)).toBe(false);
      expect(await sandbox.run('--resume')).toMatchObject({ status: 0, stderr: '' });
      const members = membersOf(archive);
      expect(members.size).toBe(21);
      for (const name of readdirSync(source)) {
        const path = join(source, name);
        expect(members.get(path.slice(1))?.sha256).toBe(sha256(Buffer.from(path)));
      }
      expectNothingLeft();
    },
  );

  test('cancelled while it is packed, it leaves nothing', async () => {
    const started = sandbox.start('--restore', source, '--archive', archive, '--json');
    await started.saw('"phase":"packing"');
    started.kill('SIGINT');
    expect(await started.finished).toMatchObject({ status: 130 });
    expect(existsSync(archive)).toBe(false);
    expectNothingLeft();
    expect(await sandbox.run('--resume')).toMatchObject({ status: 1 });
  });
});

test('what it may take is counted before anything is fetched', async () => {
  writeFileSync(join(source, 'letter'), 'dear all');
  await backUp();
  execFileSync('truncate', ['-s', String(2 ** 43), join(copyOf(sandbox.store, source), 'letter')]);
  const archive = join(sandbox.path, 'all.tar.zst');
  expect(await restore(source, '--archive', archive)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/The files take 8\.8 TB, and .* has/) as string,
  });
  expectNothingLeft();
});
