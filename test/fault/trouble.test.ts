/** Machines in trouble: what cannot be written or started is named, and the backup is made where it can be. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

/** A small disk in place of the state directory, with nothing free on it, for one command. */
function onFullDisk(...args: string[]): Promise<Finished> {
  const script = `mount -t tmpfs -o size=64k none "$1" && mkdir -m 700 "$1/latchkey"
    dd if=/dev/zero of="$1/rest" bs=1k count=100 2>/dev/null
    node=$2 cli=$3 uid=$4; state=$1; shift 4
    unshare --user --map-user="$uid" "$node" "$cli" "$@"; status=$?; find "$state" -mindepth 1; exit $status`;
  const uid = String(process.getuid?.() ?? 0);
  const command = ['-Urm', 'sh', '-c', script, 'sh', sandbox.state, process.execPath, CLI, uid, ...args];
  return startProgram('unshare', command, sandbox.environment).finished;
}

test('the disk of the state is full: named, with what to do, and nothing is left there', async () => {
  const run = await onFullDisk('--run');
  expect(run).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/cannot write in .*ENOSPC.*Make room on that disk/s) as string,
  });
  expect(run.stderr).not.toContain('defect');
  expect(run.stdout.trim().split('\n')).toEqual([
    join(sandbox.state, 'rest'),
    join(sandbox.state, 'latchkey'),
  ]);
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
