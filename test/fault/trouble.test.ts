/** Machines in trouble: what cannot be written or started is named, and the backup is made where it can be. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runDirectoriesOf } from '../helpers/leftovers';
import { lastOutcome } from '../helpers/records';
import { CLI, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { completeSnapshots } from '../helpers/store';

let sandbox: Sandbox;
let state: string;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  writeFileSync(join(sandbox.source, 'letter'), 'dear reader\n');
  state = sandbox.directory('state/latchkey');
});
afterEach(() => {
  sandbox.remove();
});

test.each([
  [
    'read-only',
    (logs: string) => {
      mkdirSync(logs, { mode: 0o555 });
    },
  ],
  [
    'a file',
    (logs: string) => {
      writeFileSync(logs, '');
    },
  ],
])('the place of the logs is %s: the backup is made, and says that it has no log', async (_, spoil) => {
  spoil(join(state, 'logs'));
  const run = await sandbox.run('--run');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toContain('There is no log of this backup: ');
  expect(completeSnapshots(sandbox.store)).toHaveLength(1);
  expect(lastOutcome(sandbox)).toMatchObject({ result: 'completed' });
  // Where one fails there is no log to be named either.
  rmSync(sandbox.store, { recursive: true });
  expect((await sandbox.run('--run')).stderr).not.toContain('Log: ');
});

/** A small disk in the place of these directories, with what is in them, full or read-only, for one command. */
function onDisk(places: string[], how: 'full' | 'read-only', ...args: string[]): Promise<Finished> {
  const spoil =
    how === 'full'
      ? 'dd if=/dev/zero of="$1/rest" bs=1k count=200 2>/dev/null'
      : 'mount -o remount,bind,ro "$1"';
  const script = `node=$1 cli=$2 uid=$3 places=$4; shift 4; command=$*
    for place in $places; do
      set -- "$place"; kept=$(mktemp -d -p /tmp) && cp -a "$1/." "$kept" && mount -t tmpfs -o size=128k,mode=700 none "$1" &&
      cp -a "$kept/." "$1" && rm -r "$kept" || exit 99
      ${spoil}
    done
    unshare --user --map-user="$uid" "$node" "$cli" $command; status=$?; find $places -mindepth 1; exit $status`;
  const uid = String(process.getuid?.() ?? 0);
  const command = ['-Urm', 'sh', '-c', script, 'sh', process.execPath, CLI, uid, places.join(' '), ...args];
  return startProgram('unshare', command, sandbox.environment).finished;
}

/** What `find` has listed behind the program's own words. */
function leftIn(directory: string, { stdout }: Finished): string[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith(`${directory}/`))
    .map((line) => line.slice(directory.length + 1))
    .sort();
}

test('the disk of the state is full: named, with what to do, and nothing is left there', async () => {
  const run = await onDisk([sandbox.state], 'full', '--run');
  expect(run).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/cannot write in .*ENOSPC.*Make room on that disk/s) as string,
  });
  expect(run.stderr).not.toMatch(/\bbug\b/);
  expect(leftIn(sandbox.state, run)).toEqual(['latchkey', 'rest']);
});

test('the disk of the state is read-only: named, with what to do', async () => {
  const run = await onDisk([sandbox.state], 'read-only', '--run');
  expect(run).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/cannot write in .*EROFS.*make .* writable for you/s) as string,
  });
  expect(leftIn(sandbox.state, run)).toEqual(['latchkey']);
  const status = await onDisk([sandbox.state], 'read-only', '--status');
  expect(status).toMatchObject({ status: 0, stderr: '' });
  expect(await onDisk([sandbox.state], 'read-only', '--pause', '2d')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/the file system refuses: EROFS/) as string,
  });
});

test.each([
  ['full', 'ENOSPC'],
  ['read-only', 'EROFS'],
] as const)('the disk of the settings is %s: the backup is made, a change is not', async (how, why) => {
  sandbox.writeExcludeList('.cache/\n');
  const before = ['exclude', ...(how === 'full' ? ['rest'] : []), 'settings.json'];
  const run = await onDisk([sandbox.config], how, '--run');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toContain('could not be kept in the settings');
  expect(leftIn(sandbox.config, run)).toEqual(before);
  expect(completeSnapshots(sandbox.store)).toHaveLength(1);
  const change = await onDisk([sandbox.config], how, '--exclude', 'add', join(sandbox.source, 'letter'));
  expect(change).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      new RegExp(
        `${join(sandbox.config, 'exclude')} could not be written.*${why}.*Make room on that disk, or`,
        's',
      ),
    ) as string,
  });
  expect(leftIn(sandbox.config, change)).toEqual(before);
});

test.each(['full', 'read-only'] as const)(
  'the run directory’s disk is %s: the backup is made from the temporary directory',
  async (how) => {
    const run = await onDisk([sandbox.runtime], how, '--run');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(leftIn(sandbox.runtime, run)).toEqual(how === 'full' ? ['rest'] : []);
    expect(completeSnapshots(sandbox.store)).toHaveLength(1);
    expect(runDirectoriesOf(sandbox)).toEqual([]);
  },
);

test.each([
  ['full', 'ENOSPC'],
  ['read-only', 'EROFS'],
] as const)('and where that is %s, too, the place is named, and what to do', async (how, why) => {
  const temporary = sandbox.directory('tmp');
  const run = await onDisk([sandbox.runtime, temporary], how, '--run');
  expect(run).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      new RegExp(
        `could not be made in ${sandbox.runtime}: ${why}.*Make room in ${sandbox.runtime}, or make it writable`,
        's',
      ),
    ) as string,
  });
  expect(leftIn(temporary, run)).toEqual(how === 'full' ? [`latchkey-${userInfo().uid}`, 'rest'] : []);
  expect(lastOutcome(sandbox)).toMatchObject({ failure: { code: 'run-directory-failed' } });
});

test('the state is read-only: named, with what to do', async () => {
  chmodSync(state, 0o555);
  const run = await sandbox.run('--run');
  expect(run).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/cannot write in .*EACCES.*make .* writable for you/s) as string,
  });
  expect(JSON.parse((await sandbox.run('--run', '--json')).stdout)).toMatchObject({
    ...{ type: 'not-started', failure: { code: 'state-unwritable', directory: state } },
  });
  expect(readdirSync(state)).toEqual([]);
});

test('an rsync that cannot start is no fault of the exclude list', async () => {
  sandbox.writeExcludeList('.cache/\n');
  // rsync forks; of memory it wants little, of processes one more.
  const rsync = join(sandbox.directory('bin'), 'rsync');
  writeFileSync(
    rsync,
    `#!/bin/sh\ncase "$*" in *--list-only*) echo "rsync: fork: Resource temporarily unavailable (11)" >&2; exit 14;; esac\nexec /usr/bin/rsync "$@"\n`,
  );
  chmodSync(rsync, 0o700);
  const script = 'mount --bind "$1" /usr/bin/rsync; shift; exec unshare --user --map-user="$0" "$@"';
  const uid = String(process.getuid?.() ?? 0);
  const command = ['-Urm', 'sh', '-c', script, uid, rsync, process.execPath, CLI, '--run'];
  const run = await startProgram('unshare', command, sandbox.environment).finished;
  expect(run).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      /The program rsync does not run on this machine: .*fork.*ulimit -a/s,
    ) as string,
  });
  expect(run.stderr).not.toContain('exclude list');
});

test('fifty changes of the exclude list at once all succeed', () => {
  const names = Array.from({ length: 50 }, (_, index) => join(sandbox.source, `of ${index}`));
  for (const name of names) writeFileSync(name, '');
  const script = `for path do "$0" "${CLI}" --exclude add "$path" & all="$all $!"; done; for one in $all; do wait $one || exit 1; done`;
  expect(
    execFileSync('sh', ['-c', script, process.execPath, ...names], {
      env: sandbox.environment,
      encoding: 'utf8',
    }).split('The next backup excludes'),
  ).toHaveLength(51);
  const rules = readFileSync(join(sandbox.config, 'exclude'), 'utf8').trim().split('\n');
  expect(rules.sort()).toEqual([...names].sort());
  expect(readdirSync(state)).toEqual([]);
});
