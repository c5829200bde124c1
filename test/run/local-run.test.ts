import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, describeTree, pathsBelow } from '../helpers/describe-tree';
import { leftoversSince, lookBefore, runningPrograms, type Before } from '../helpers/leftovers';
import { lastOutcome } from '../helpers/records';
import { Sandbox } from '../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn, restore } from '../helpers/store';
import { until } from '../helpers/until';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  before = lookBefore();
});

afterEach(() => {
  sandbox.remove();
});

async function backUp(): Promise<string> {
  const run = await sandbox.run('--run');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(leftoversSince(before, sandbox)).toEqual([]);
  return run.stdout;
}

describe('a second backup', () => {
  test('shares unchanged files with the first, leaves the first as it was, and says so', async () => {
    const { source, store } = sandbox;
    for (const name of ['same', 'changing', 'going']) writeFileSync(join(source, name), `${name} at first`);
    expect(await backUp()).toContain('the first snapshot');
    writeFileSync(join(source, 'changing'), 'later');
    rmSync(join(source, 'going'));
    writeFileSync(join(source, 'coming'), 'new');
    expect(await backUp()).toContain('2 files new or changed');

    const [first = '', second = '', ...more] = completeSnapshots(store);
    expect(more).toEqual([]);
    const inode = (snapshot: string, name: string): number =>
      statSync(join(copyOf(store, source, snapshot), name)).ino;
    expect(inode(second, 'same')).toBe(inode(first, 'same'));
    expect(inode(second, 'changing')).not.toBe(inode(first, 'changing'));
    expect(readdirSync(copyOf(store, source, first)).sort()).toEqual(['changing', 'going', 'same']);
    expect(readFileSync(join(copyOf(store, source, first), 'changing'), 'utf8')).toBe('changing at first');
    expect(readdirSync(copyOf(store, source, second)).sort()).toEqual(['changing', 'coming', 'same']);
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'completed',
      acknowledged: { snapshot: second, base: first, totals: { files: 3, transferredFiles: 2 } },
    });
  });

  test('sees a file that was changed within the same second, to the same size', async () => {
    const file = join(sandbox.source, 'file');
    const within = (fraction: number): void => {
      utimesSync(file, 1_700_000_000 + fraction, 1_700_000_000 + fraction);
    };
    writeFileSync(file, 'one');
    within(0.25);
    await backUp();
    writeFileSync(file, 'two');
    within(0.75);
    await backUp();
    expect(readFileSync(join(copyOf(sandbox.store, sandbox.source), 'file'), 'utf8')).toBe('two');
  });

  test('of an unchanged tree transfers no file', async () => {
    writeFileSync(join(sandbox.source, 'file'), 'x');
    await backUp();
    await backUp();
    expect(lastOutcome(sandbox)).toMatchObject({
      acknowledged: { totals: { files: 1, transferredFiles: 0 } },
    });
  });
});

describe('a restored snapshot', () => {
  test('is the source again, entry by entry, metadata included', async () => {
    const { source } = sandbox;
    fillWithEverything(source);
    // The restoring rsync compares whole seconds: what it makes in the second of its original keeps a fraction of its own.
    const old = '2021-03-04 05:06:07.123456789';
    execFileSync('find', [source, '-newermt', '2024-01-01', '-exec', 'touch', '-h', '-d', old, '{}', '+']);
    const original = describeTree(source);
    expect(original.size).toBeGreaterThan(30);
    await backUp();
    const restored = restore(copyOf(sandbox.store, source), sandbox.directory('workshop'));
    expect(describeTree(restored)).toEqual(original);
    // An unchanged tree of this kind is unchanged in the eyes of the next run as well.
    await backUp();
    expect(lastOutcome(sandbox)).toMatchObject({ acknowledged: { totals: { transferredFiles: 0 } } });
  });
});

/** One of each kind of entry that rsync can keep without root. */
function fillWithEverything(source: string): void {
  const write = (name: string, content = name): Buffer => {
    const path = at(source, name);
    writeFileSync(path, content, 'latin1');
    return path;
  };
  const odd = [
    'with space',
    'new\nline',
    "'single'",
    '"double"',
    '-rf',
    '--delete',
    'back\\slash',
    'caf\xe9',
  ];
  const odder = [
    '\xff\xfe\x01',
    'x'.repeat(255),
    '*',
    '[a]',
    '$HOME `id` ;',
    '#hash',
    '.hidden',
    ' ',
    '\t\r',
  ];
  for (const name of [...odd, ...odder]) {
    write(name);
    mkdirSync(at(source, `dir ${name}`.slice(0, 255)));
    write(`${`dir ${name}`.slice(0, 255)}/inside`);
  }
  write('empty', '');
  write('linked');
  linkSync(join(source, 'linked'), join(source, 'linked too'));
  mkdirSync(join(source, 'elsewhere'));
  linkSync(join(source, 'linked'), join(source, 'elsewhere/linked as well'));
  symlinkSync('linked', join(source, 'symbolic'));
  symlinkSync('no such file', join(source, 'dangling'));
  symlinkSync('/etc/passwd', join(source, 'absolute'));
  execFileSync('truncate', ['-s', '20M', join(source, 'sparse')]);
  execFileSync('mkfifo', ['-m', '640', join(source, 'fifo')]);
  mkdirSync(join(source, 'empty dir'));
  for (const [name, mode] of [
    ['read-only dir', 0o555],
    ['private dir', 0o700],
    ['sticky dir', 0o1777],
    ['setgid dir', 0o2750],
  ] as const) {
    mkdirSync(join(source, name));
    write(`${name}/inside`);
    chmodSync(join(source, name), mode);
  }
  chmodSync(write('setuid'), 0o4755);
  chmodSync(write('read-only'), 0o400);
  execFileSync('setfacl', ['-m', 'u:12345:rw,g:54321:r', join(source, 'linked')]);
  execFileSync('setfacl', ['-d', '-m', 'u:12345:rwx', join(source, 'empty dir')]);
  execFileSync('setfattr', ['-n', 'user.colour', '-v', 'green \\012 blue', join(source, 'linked')]);
  execFileSync('setfattr', ['-n', 'user.kind', '-v', 'directory', join(source, 'private dir')]);
  execFileSync('touch', ['-d', '1971-02-03T04:05:06.123456789Z', join(source, 'empty')]);
  execFileSync('touch', ['-h', '-d', '1999-12-31T23:59:59.987654321Z', join(source, 'dangling')]);
  utimesSync(join(source, 'private dir'), 5, 5);
}

describe('what the exclude list names', () => {
  test('is nowhere in the snapshot, and exceptions are', async () => {
    const { source, store } = sandbox;
    for (const name of [
      'kept.txt',
      'private/diary',
      'sub/private/kept too',
      'full/path/diary',
      'anywhere/cache/diary',
      'cache/diary',
      'one.tmp',
      'important.tmp',
      'sub/two.tmp',
      'caf\xe9/diary',
    ]) {
      mkdirSync(at(source, name.replace(/[^/]+$/, '')), { recursive: true });
      writeFileSync(at(source, name), name.includes('kept') ? 'kept' : 'TOP SECRET');
    }
    const rules = `# a comment\n; another\n\n/private/\n${source}/full/path/\ncache/\n+ important.tmp\n- *.tmp\r\ncaf\xe9/\n`;
    sandbox.writeExcludeList(Buffer.from(rules, 'latin1'));
    await backUp();
    const files = pathsBelow(copyOf(store, source)).filter(
      (path) => !statSync(join(copyOf(store, source), path)).isDirectory(),
    );
    expect(files).toEqual(['important.tmp', 'kept.txt', 'sub/private/kept too']);
    const names = pathsBelow(store).join('\n');
    for (const name of ['diary', 'cache', 'one.tmp', 'two.tmp', 'full/path', 'caf']) {
      expect(names).not.toContain(`/${name}`);
    }
    writeFileSync(join(source, 'important.tmp'), 'kept');
    await backUp();
    const newest = completeSnapshots(store).at(-1) ?? '';
    expect(() => execFileSync('grep', ['-r', 'TOP SECRET', join(machineIn(store), newest)])).toThrow();
    // The owner of the store can tell what was left out, and why a file is not there.
    expect(readFileSync(join(machineIn(store), newest, 'exclude'), 'latin1')).toBe(rules);
  });

  test('leaves with the next snapshot when a rule is new', async () => {
    const { source, store } = sandbox;
    writeFileSync(join(source, 'diary'), 'x');
    await backUp();
    expect(existsSync(join(copyOf(store, source), 'diary'))).toBe(true);
    sandbox.writeExcludeList('diary\n');
    await backUp();
    expect(existsSync(join(copyOf(store, source), 'diary'))).toBe(false);
  });

  test('is not sent because the list cannot be read: then nothing is', async () => {
    sandbox.writeExcludeList('diary\n');
    chmodSync(join(sandbox.config, 'exclude'), 0);
    const run = await sandbox.run('--run');
    expect(run.status).toBe(78);
    expect(run.stderr).toContain(join(sandbox.config, 'exclude'));
    expect(readdirSync(sandbox.store)).toEqual([]);
  });
});

describe('the user’s home', () => {
  const { homedir } = userInfo();
  const bashrc = join(homedir, '.bashrc');

  test('may have a .bashrc that talks', async () => {
    const kept = existsSync(bashrc) ? readFileSync(bashrc) : undefined;
    writeFileSync(join(sandbox.source, 'letter'), 'x');
    try {
      writeFileSync(bashrc, 'echo "Welcome home!"\necho "to stderr, too" >&2\n');
      await backUp();
    } finally {
      if (kept === undefined) rmSync(bashrc);
      else writeFileSync(bashrc, kept);
    }
    expect(readdirSync(copyOf(sandbox.store, sandbox.source))).toEqual(['letter']);
  });

  test('may have loose permissions', async () => {
    const mode = statSync(homedir).mode & 0o7777;
    try {
      chmodSync(homedir, 0o777);
      await backUp();
    } finally {
      chmodSync(homedir, mode);
    }
  });
});

describe('what is not as it should be', () => {
  test('an unreadable file is named, the rest is a snapshot, and the status says so', async () => {
    const { source, store } = sandbox;
    writeFileSync(join(source, 'open'), 'x');
    writeFileSync(join(source, 'closed'), 'x', { mode: 0 });
    const run = await sandbox.run('--run');
    expect(run.status).toBe(3);
    expect(run.stderr).toContain('1 path could not be');
    expect(run.stderr).toContain(join(source, 'closed'));
    expect(readdirSync(copyOf(store, source))).toEqual(['open']);
    const status = await sandbox.run('--status');
    expect(status.stdout).toContain('Last good backup just now');
    expect(status.stdout).toContain(join(source, 'closed'));
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('an empty directory makes an empty snapshot', async () => {
    await backUp();
    expect(readdirSync(copyOf(sandbox.store, sandbox.source))).toEqual([]);
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'completed',
      acknowledged: { totals: { files: 0 } },
    });
  });

  test('a directory that is gone makes no empty snapshot', async () => {
    rmSync(sandbox.source, { recursive: true });
    const run = await sandbox.run('--run');
    expect(run.status).toBe(78);
    expect(run.stderr).toContain(`The directory ${sandbox.source} cannot be read`);
    expect(readdirSync(sandbox.store)).toEqual([]);
  });

  test('a file that vanishes while it is read is no gap', async () => {
    const { source, store } = sandbox;
    // No data on either disk, and more than a moment on the wire.
    execFileSync('truncate', ['-s', '300M', join(source, 'a big one')]);
    writeFileSync(join(source, 'z late'), 'x');
    const run = sandbox.start('--run', '--json');
    await run.saw('"reading"');
    await until(
      () => pathsBelow(store).some((path) => path.includes('/.a big one.')),
      () => pathsBelow(store).join('\n'),
    );
    const readers = runningPrograms().filter(({ command }) => command.includes('rsync --server --sender'));
    expect(readers).not.toEqual([]);
    for (const { pid } of readers) process.kill(pid, 'SIGSTOP');
    rmSync(join(source, 'z late'));
    for (const { pid } of readers) process.kill(pid, 'SIGCONT');
    expect(await run.finished).toMatchObject({ status: 0 });
    expect(readdirSync(copyOf(store, source))).toEqual(['a big one']);
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'completed',
      acknowledged: { vanished: 1, unreadable: { count: 0 } },
    });
    expect(leftoversSince(before, sandbox)).toEqual([]);
  });

  test('a store that is not there is "plug the disk in", not a directory on the wrong disk', async () => {
    rmSync(sandbox.store, { recursive: true });
    const run = await sandbox.run('--run');
    expect(run).toMatchObject({ status: 69 });
    expect(run.stderr).toContain(`The backup store ${sandbox.store} is not there`);
    expect(existsSync(sandbox.store)).toBe(false);
  });

  test('a store inside of what is backed up is refused until it is excluded', async () => {
    sandbox.useLocalStore([sandbox.path]);
    const refused = await sandbox.run('--run');
    expect(refused.status).toBe(78);
    expect(refused.stderr).toContain(`lies inside ${sandbox.path}`);
    sandbox.writeExcludeList(`${sandbox.store}/\n/runtime/\n/state/\n`);
    await backUp();
    expect(existsSync(join(copyOf(sandbox.store, sandbox.path), 'source'))).toBe(true);
    expect(existsSync(join(copyOf(sandbox.store, sandbox.path), 'store'))).toBe(false);
  });
});

test('several directories, one inside another, make one snapshot', async () => {
  const inner = join(sandbox.source, 'inner');
  const other = sandbox.directory('other "place"');
  mkdirSync(inner);
  writeFileSync(join(sandbox.source, 'a'), 'a');
  writeFileSync(join(inner, 'b'), 'b');
  writeFileSync(join(other, 'c'), 'c');
  sandbox.useLocalStore([inner, other, sandbox.source]);
  sandbox.writeExcludeList(`${sandbox.source}/inner/\n`);
  await backUp();
  expect(completeSnapshots(sandbox.store)).toHaveLength(1);
  expect(readFileSync(join(copyOf(sandbox.store, sandbox.source), 'a'), 'utf8')).toBe('a');
  expect(readFileSync(join(copyOf(sandbox.store, other), 'c'), 'utf8')).toBe('c');
  // Left out of the outer one by its rule, and there as a root of its own.
  expect(readFileSync(join(copyOf(sandbox.store, inner), 'b'), 'utf8')).toBe('b');
});
