/** `latchkey --exclude list|presets --sizes` as a program: its numbers are those of du and rsync. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, linkSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLI, Sandbox } from '../../helpers/sandbox';

interface Tally {
  files: number;
  directories: number;
  bytes: number;
}

interface SizedList {
  lines: { line: number; matches?: number; own?: Tally; additional?: Tally }[];
  diagnostics: { line: number; kind: string }[];
  totals: { backedUp: Tally; excluded: Tally; unreadable: Tally };
}

type SizedPresets = { name: string; rules: string[]; missing: string[]; whole: Tally; additional: Tally }[];

const NOTHING: Tally = { files: 0, directories: 0, bytes: 0 };

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
});

afterEach(() => {
  sandbox.remove();
});

/** With so many bytes of real data, the directories above it made. */
function put(path: string, bytes: number): string {
  const full = join(sandbox.source, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, Buffer.alloc(bytes, path));
  return full;
}

function plant(): void {
  put('letters/one.txt', 70_000);
  put('letters/draft.o', 9_000);
  put('.cache/a/b.o', 400_000);
  put('.cache/c', 30_000);
  put('src/main.o', 120_000);
  put('src/node_modules/x/index.js', 50_000);
  put('inner/.cache/d', 20_000);
  put('inner/keep', 10_000);
  put('sparse', 5_000);
  truncateSync(join(sandbox.source, 'sparse'), 10 ** 12);
  symlinkSync('letters', join(sandbox.source, 'link'));
}

async function sizesOf<T = SizedList>(action: 'list' | 'presets'): Promise<T> {
  const { status, stdout, stderr } = await sandbox.run('--exclude', action, '--sizes', '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

/** What GNU du and find say of paths; a file with several names is counted once, as du has it. */
function du(...names: string[]): Tally {
  const paths = names.map((name) => join(sandbox.source, name));
  const total = execFileSync('du', ['-sc', '--block-size=1', ...paths], { encoding: 'latin1' });
  const kinds = execFileSync('find', [...paths, '-printf', '%y'], { encoding: 'latin1' });
  const directories = kinds.replaceAll(/[^d]/g, '').length;
  return {
    files: kinds.length - directories,
    directories,
    bytes: Number(/(\d+)\ttotal/.exec(total)?.[1]),
  };
}

/** What rsync would send of these roots, added up from its list, and checked against its own `--stats`. */
function sent(roots: string[], list: string): Tally {
  const seen = new Set<string>();
  const sum = { ...NOTHING };
  for (const root of roots) {
    const args = ['-aHn8', '--stats', '--no-human-readable', '--exclude-from=-', '--out-format=>%n'];
    const out = execFileSync('rsync', [...args, `${root}/`, '/nonexistent/latchkey/'], {
      input: list,
      encoding: 'utf8',
    });
    const names = out.split('\n').flatMap((line) => (line.startsWith('>') ? [line.slice(1)] : []));
    const [all = 0, directories = 0] = [/files: (\d+)/, /dir: (\d+)/].map((part) =>
      Number(part.exec(out)?.[1]),
    );
    expect(new Set([...names, './']).size).toBe(all);
    sum.files += all - directories;
    sum.directories += directories;
    for (const name of new Set([...names, './'])) {
      const { dev, ino, blocks } = lstatSync(join(root, name));
      if (!seen.has(`${dev} ${ino}`)) sum.bytes += blocks * 512;
      seen.add(`${dev} ${ino}`);
    }
  }
  return sum;
}

describe('list --sizes', () => {
  test('each line and the totals are what du and rsync count', async () => {
    plant();
    const list = '# c\n.cache/\n*.o\nnode_modules/\n';
    sandbox.writeExcludeList(list);
    const { lines, totals, diagnostics } = await sizesOf('list');
    const withoutLine = (number: number): Tally => {
      const shorter = list
        .split('\n')
        .filter((_, index) => index !== number - 1)
        .join('\n');
      return difference(sent([sandbox.source], shorter), sent([sandbox.source], list));
    };
    const caches = sum(du('.cache'), du('inner/.cache'));
    expect(lines).toEqual([
      // Without its line the .o file in the cache would still be left out.
      { line: 2, kind: 'rule', text: '.cache/', matches: 2, own: caches, additional: withoutLine(2) },
      {
        line: 3,
        kind: 'rule',
        text: '*.o',
        matches: 3,
        own: du('letters/draft.o', 'src/main.o'),
        additional: withoutLine(3),
      },
      {
        line: 4,
        kind: 'rule',
        text: 'node_modules/',
        matches: 1,
        own: du('src/node_modules'),
        additional: du('src/node_modules'),
      },
    ]);
    expect(lines[0]?.additional).toEqual(difference(caches, du('.cache/a/b.o')));
    expect(totals.backedUp).toEqual(sent([sandbox.source], list));
    expect(sum(totals.backedUp, totals.excluded)).toEqual(du('.'));
    expect(totals.unreadable).toEqual(NOTHING);
    expect(diagnostics).toEqual([]);
  });

  test('columns line up, a shadowed rule and one that matches nothing save nothing, and the end says it all', async () => {
    plant();
    put('closed/secret', 5_000);
    chmodSync(join(sandbox.source, 'closed'), 0);
    put('inner/shut/secret', 5_000);
    chmodSync(join(sandbox.source, 'inner/shut'), 0);
    sandbox.writeExcludeList('.cache/\n.cache/a/\nmain.o\n+ *.txt\n*.gone\n/letters/*\n');
    const { status, stdout, stderr } = await sandbox.run('--exclude', 'list', '--sizes');
    expect(status).toBe(0);
    const [path, heads = '', ...rows] = stdout.split('\n');
    expect(path).toBe(join(sandbox.config, 'exclude'));
    const rules = rows.slice(0, rows.indexOf(''));
    const numbered = rules.filter((row) => /^\d/.test(row));
    expect(numbered.map((row) => row.slice(heads.length + 2))).toEqual(
      ['.cache/', '.cache/a/', 'main.o', '+ *.txt', '*.gone', '/letters/*'].map((rule) => rule),
    );
    expect(numbered.map((row) => row.slice(0, heads.length).trimEnd().length)).toEqual(
      numbered.map(() => heads.length),
    );
    expect(numbered[1]).toMatch(/^2 +0 bytes +0 +0 bytes +0 {2}\.cache\/a\/$/);
    expect(numbered[4]).toMatch(/^5 +0 bytes +0 +0 bytes +0 {2}\*\.gone$/);
    expect(rules.filter((row) => row.startsWith(' ')).map((row) => row.trim())).toEqual([
      'It never decides: line 1 comes first and matches everything that it could match.',
      'Nothing in the scan matches this rule.',
    ]);
    expect(rows.slice(rows.indexOf('') + 1)).toEqual([
      '"takes" is what the line excludes; "it alone" is what would be backed up again without just this line.',
      'For a "+" line, "takes" is what it keeps, and "it alone" is what would be excluded without it.',
      expect.stringMatching(
        /^\d+ kB of \d+ kB will be backed up; \d+ kB excluded; 2 folders could not be read\.$/,
      ) as string,
      '',
    ]);
    expect(stderr).toContain('2 places could not be read');
    expect(stderr).toContain(`${sandbox.source}/closed: the folder cannot be read (permission denied)`);
  });

  test('a file with several names is saved only where all of them are left out', async () => {
    const store = put('.store/package', 600_000);
    mkdirSync(join(sandbox.source, 'app/node_modules'), { recursive: true });
    linkSync(store, join(sandbox.source, 'app/node_modules/package'));
    for (const list of ['.store/\n', 'node_modules/\n', '.store/\nnode_modules/\n']) {
      sandbox.writeExcludeList(list);
      const { lines, totals } = await sizesOf('list');
      expect(totals.backedUp).toEqual(sent([sandbox.source], list));
      // Either line alone is enough to keep the data out only where the other one is there, too.
      expect(lines.map(({ additional }) => (additional?.bytes ?? 0) > 600_000)).toEqual(
        list === '.store/\nnode_modules/\n' ? [true, true] : [false],
      );
    }
  });

  test('several roots, one inside of another: what the outer one leaves out of it is backed up all the same', async () => {
    plant();
    const other = sandbox.directory('other');
    writeFileSync(join(other, 'file.o'), Buffer.alloc(33_000, 'x'));
    const roots = [sandbox.source, join(sandbox.source, 'inner'), other];
    sandbox.useLocalStore(roots);
    const list = 'inner/\n*.o\n.cache/\n';
    sandbox.writeExcludeList(list);
    const { totals } = await sizesOf('list');
    expect(totals.backedUp).toEqual(sent(roots, list));
    expect(totals.backedUp.bytes + totals.excluded.bytes).toBe(du('.').bytes + du('../other').bytes);
  });

  test('a root that is a symbolic link is what it leads to; one that leads into another root is said', async () => {
    plant();
    const link = join(sandbox.path, 'link');
    symlinkSync(sandbox.source, link);
    sandbox.useLocalStore([link]);
    sandbox.writeExcludeList(`${link}/src/\n`);
    const { lines, totals } = await sizesOf('list');
    expect(lines[0]?.own).toEqual(du('src'));
    expect(sum(totals.backedUp, totals.excluded)).toEqual(du('.'));
    sandbox.useLocalStore([sandbox.source, link]);
    const both = await sandbox.run('--exclude', 'list', '--sizes', '--json');
    expect(both.stderr).toBe(
      `latchkey: ${link} leads into another folder that is backed up; what it holds is counted there, once.\n`,
    );
  });

  test('a list that rsync refuses: nothing would be backed up, and that is what it says', async () => {
    plant();
    sandbox.writeExcludeList('.cache/\n- \n');
    const { stdout } = await sandbox.run('--exclude', 'list', '--sizes');
    expect(stdout).toContain(
      'Nothing will be backed up as long as rsync refuses the list because of line 2.',
    );
  });
});

describe('presets --sizes', () => {
  test('whole and in addition to the list, as du counts them', async () => {
    plant();
    put('.mozilla/firefox/p/cache2/e', 80_000);
    put('disc.iso', 90_000);
    sandbox.writeExcludeList('inner/\nnode_modules/\n');
    const presets = await sizesOf<SizedPresets>('presets');
    const of = (name: string) => presets.find((each) => each.name === name);
    const taken = ['.cache', '.mozilla/firefox/p/cache2'];
    expect(of('caches')).toMatchObject({
      whole: sum(...[...taken, 'inner/.cache'].map((each) => du(each))),
      additional: sum(...taken.map((each) => du(each))),
    });
    expect(of('node-modules')).toMatchObject({ whole: du('src/node_modules'), additional: NOTHING });
    expect(of('media')).toMatchObject({ whole: du('disc.iso'), additional: du('disc.iso') });
    expect(of('steam')).toMatchObject({ whole: NOTHING, additional: NOTHING });
    const { stdout, stderr } = await sandbox.run('--exclude', 'presets', '--sizes');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^node-modules +\d+ kB +1 +0 bytes +0 {2}node_modules \(in the list\)$/m);
    const [heads = '', ...rows] = stdout.split('\n');
    const titles = rows.filter((row) => /^[a-z]/.test(row)).map((row) => row.slice(heads.length));
    expect(titles.every((title) => /^ {2}\S/.test(title))).toBe(true);
    expect(titles).toHaveLength(presets.length);
  });

  test('what directories ask for by CACHEDIR.TAG and .nobackup is a preset, found by the scan and added by name', async () => {
    plant();
    put('models/weights', 300_000);
    put('models/CACHEDIR.TAG', 0);
    writeFileSync(
      join(sandbox.source, 'models/CACHEDIR.TAG'),
      'Signature: 8a477f597d28d172789f06886806bc55\n',
    );
    put('fake/CACHEDIR.TAG', 10);
    put('scratch ü*/.nobackup', 0);
    put('scratch ü*/deep/.nobackup', 0);
    sandbox.writeExcludeList('mine\n');
    const marked = (await sizesOf<SizedPresets>('presets')).find(({ name }) => name === 'marked');
    const both = sum(du('models'), du('scratch ü*'));
    expect(marked).toMatchObject({ whole: both, additional: both });
    expect(marked?.rules.sort()).toEqual(
      [`${sandbox.source}/models/`, `${sandbox.source}/scratch ü\\*/`].sort(),
    );
    expect((await sandbox.run('--exclude', 'presets')).stdout).toMatch(/^marked +Marked/m);
    const added = await sandbox.run('--exclude', 'presets', 'marked');
    expect(added).toMatchObject({ status: 0, stderr: '' });
    const list = readFileSync(join(sandbox.config, 'exclude'), 'utf8');
    expect(list).toMatch(/^mine\n# Marked by their programs\n(\/.*\/\n){2}$/);
    expect((await sizesOf('list')).totals.backedUp).toEqual(
      sent([sandbox.source], list.replaceAll(sandbox.source, '')),
    );
    const again = await sandbox.run('--exclude', 'presets', 'marked');
    expect(again.stdout).toBe('No folder that is backed up is marked to be excluded.\n');
    expect(readFileSync(join(sandbox.config, 'exclude'), 'utf8')).toBe(list);
  });

  test('a marked directory that no rule can name is named, and the others are added; a marked root is left alone', async () => {
    put('two\nlines/.nobackup', 0);
    put('other/.nobackup', 0);
    put('.nobackup', 0);
    sandbox.useLocalStore([sandbox.source, sandbox.directory('second')]);
    const added = await sandbox.run('--exclude', 'presets', 'marked');
    expect(added.status).toBe(3);
    expect(added.stderr).toContain(`No rule can name ${sandbox.source}/two\\nlines`);
    expect(added.stdout).toBe(`Added:\n  # Marked by their programs\n  ${sandbox.source}/other/\n`);
    sandbox.writeExcludeList('other/\n');
    expect(await sandbox.run('--exclude', 'presets', 'marked')).toMatchObject({ status: 1, stdout: '' });
  });
});

test.each([
  [['--exclude', 'add', '/x', '--sizes'], '--sizes does not go with --exclude add'],
  [['--exclude', 'test', '/x', '--sizes'], '--sizes does not go with --exclude test'],
  [['--exclude', 'presets', 'trash', '--sizes'], '--sizes goes with --exclude presets without a name'],
  [['--run', '--sizes'], '--sizes does not go with --run'],
  [['--usage', '--sizes'], '--sizes does not go with --usage'],
])('%j is wrong usage, by name', async (words, named) => {
  const ended = await sandbox.run(...words);
  expect(ended).toMatchObject({ status: 2, stdout: '' });
  expect(ended.stderr).toContain(named);
});

test('a root that is missing, closed or no directory is a failure that names it; no settings are one, too', async () => {
  const closed = sandbox.directory('closed');
  chmodSync(closed, 0o300);
  const missing = join(sandbox.path, 'missing');
  for (const root of [missing, closed, put('file', 1)]) {
    sandbox.useLocalStore([sandbox.source, root]);
    for (const words of [
      ['list', '--sizes'],
      ['presets', '--sizes', '--json'],
      ['presets', 'marked'],
    ]) {
      const ended = await sandbox.run('--exclude', ...words);
      expect(ended).toMatchObject({ status: 78, stdout: '' });
      expect(ended.stderr).toContain(`The directory ${root} cannot be read: `);
    }
    expect(await sandbox.run('--exclude', 'list')).toMatchObject({ status: 0 });
  }
  execFileSync('rm', [join(sandbox.config, 'settings.json')]);
  expect(await sandbox.run('--exclude', 'list', '--sizes')).toMatchObject({ status: 78, stdout: '' });
  expect(await sandbox.run('--exclude', 'presets', 'marked')).toMatchObject({ status: 78 });
  expect(await sandbox.run('--exclude', 'list')).toMatchObject({ status: 0 });
});

/** Runs the program with a terminal for its stderr, and interrupts it once that shows progress. */
const INTERRUPTED = `
import os, pty, signal, subprocess, sys, time
terminal, end = pty.openpty()
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=end)
os.close(end)
seen = b''
while b' entries, ' not in seen:
    seen += os.read(terminal, 4096)
asked = time.monotonic()
child.send_signal(signal.SIGINT)
out = child.stdout.read()
status = child.wait()
took = time.monotonic() - asked
try:
    while chunk := os.read(terminal, 4096): seen += chunk
except OSError:
    pass
print(repr((status, took < 5, out, seen.split(b'\\r\\x1b[K')[-1])))
`;

test('on a terminal it shows progress, and Ctrl-C ends it at once with 130 and nothing misleading', () => {
  // Large everywhere, and the slower engine: the first progress comes after a quarter of a second.
  sandbox.useLocalStore(['/']);
  const ended = spawnSync(
    'python3',
    ['-c', INTERRUPTED, process.execPath, CLI, '--exclude', 'list', '--sizes'],
    { env: { ...sandbox.environment, LATCHKEY_USAGE_ENGINE: 'node' }, encoding: 'utf8' },
  );
  expect(ended.stdout).toBe(
    "(130, True, b'', b'latchkey: Interrupted: the sizes of a part would mislead.\\r\\n')\n",
  );
});

function sum(...tallies: Tally[]): Tally {
  return tallies.reduce((left, right) => ({
    files: left.files + right.files,
    directories: left.directories + right.directories,
    bytes: left.bytes + right.bytes,
  }));
}

function difference(left: Tally, right: Tally): Tally {
  return {
    files: left.files - right.files,
    directories: left.directories - right.directories,
    bytes: left.bytes - right.bytes,
  };
}
