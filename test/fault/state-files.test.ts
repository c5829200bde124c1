/** What is not a file of ours, where one belongs: a sentence and no harm, and the backup wherever it can be made. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { afterBackupEnded } from '../helpers/after-backup';
import { CLI, HOST_PROGRAM, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { completeSnapshots } from '../helpers/store';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter'), 'dear reader\n');
  sandbox.useLocalStore();
  sandbox.writeExcludeList('.cache/\n');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
});

afterEach(() => {
  sandbox.remove();
});

const ODDITIES: Record<string, (path: string) => void> = {
  'a FIFO': (path) => execFileSync('mkfifo', [path]),
  'a directory': (path) => {
    mkdirSync(path);
  },
  'a link that leads nowhere': (path) => {
    symlinkSync('/nonexistent/there', path);
  },
  'a link to itself': (path) => {
    symlinkSync(path, path);
  },
  'a link to a device without an end': (path) => {
    symlinkSync('/dev/zero', path);
  },
  'a socket': (path) => {
    execFileSync('python3', [
      '-c',
      'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])',
      path,
    ]);
  },
  garbage: (path) => {
    writeFileSync(path, Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 151) % 256)));
  },
  // As a file system leaves one after a power cut. The first is more than Node reads at once, the second is not.
  '3 GiB of nothing': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 3 * 2 ** 30);
  },
  '400 MiB of nothing': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 400 * 2 ** 20);
  },
};
const CONFIGURATION = 78;
const LOOKS_WRONG = 4;
const NO_FILE = [
  ...['a FIFO', 'a directory', 'a link to itself', 'a link to a device without an end', 'a socket'],
];
const TOO_LARGE = ['3 GiB of nothing', '400 MiB of nothing'];

/** What the next run comes to, where it is not a good backup. */
const FAILS = new Map<string, number>([
  ...Object.keys(ODDITIES).map((oddity) => [`settings.json, ${oddity}`, CONFIGURATION] as const),
  ...[...NO_FILE, ...TOO_LARGE, 'a link that leads nowhere'].map(
    (oddity) => [`exclude, ${oddity}`, CONFIGURATION] as const,
  ),
  ...NO_FILE.map((oddity) => [`history.jsonl, ${oddity}`, 1] as const),
]);

const READ_BY_PEOPLE = ['settings.json', 'exclude', 'history.jsonl'].flatMap((file) =>
  Object.keys(ODDITIES).map((oddity) => ({ files: [file], oddity })),
);
/** Without any of these a backup is made as well. */
const REST = [
  ...['current-run.json', 'run.lock', 'notices.json', 'seen-roots.json', 'confinement.json'],
  ...[
    'stores.json',
    'accept-store.json',
    'pause.json',
    'exclude-seen.json',
    'moved-roots.json',
    'adopted.json',
  ],
];
const ALL_THE_REST = Object.keys(ODDITIES).map((oddity) => ({ files: REST, oddity }));

const WITH_PEAK = `import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
open(sys.argv[1], 'w').write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)`;
/** A run needs some 150. */
const MOST_MEMORY_MIB = 300;

async function runBounded(...args: string[]): Promise<Finished> {
  const peak = join(sandbox.path, 'peak');
  const command = ['-c', WITH_PEAK, peak, process.execPath, ...args];
  const run = await startProgram('python3', command, sandbox.environment).finished;
  await afterBackupEnded(sandbox.path);
  expect(Number(readFileSync(peak, 'latin1')) / 1024).toBeLessThan(MOST_MEMORY_MIB);
  return run;
}

function placeOf(file: string): string {
  const isSetting = file === 'settings.json' || file === 'exclude';
  return join(isSetting ? sandbox.config : join(sandbox.state, 'latchkey'), file);
}

test.each([...READ_BY_PEOPLE, ...ALL_THE_REST])('$files, $oddity', async ({ files, oddity }) => {
  for (const file of files) {
    rmSync(placeOf(file), { force: true });
    ODDITIES[oddity]?.(placeOf(file));
  }
  const [file = ''] = files;
  const expected = FAILS.get(`${file}, ${oddity}`) ?? 0;
  const run = await runBounded(CLI, '--run');
  expect(run, JSON.stringify(run)).toMatchObject({ status: expected });
  expect(run.stderr).not.toMatch(/\bbug\b|\bat .*:\d+:\d+/);
  if (expected !== 0) expect(run.stderr).toContain(placeOf(file));
  expect(completeSnapshots(sandbox.store)).toHaveLength(expected === 0 ? 2 : 1);
  expect((await runBounded(CLI, '--status')).stderr).not.toMatch(/\bbug\b|\bat .*:\d+:\d+/);
  // What had no blocks on the disk has not been filled with them.
  expect(blocksBelow(join(sandbox.state, 'latchkey'))).toBeLessThan(8000);
});

function blocksBelow(directory: string): number {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).blocks, 0);
}

const OF_STORE = [
  ...[
    '.lock',
    '.care-lock',
    '.reserve',
    'identity.json',
    'pins.json',
    'entries.gz',
    'usage.json',
    'room.json',
  ],
  ...['hold.json', 'alarm.json', 'verify.json', 'latest', 'handed-on.json', '.handing-on', '.hand-on-lock'],
];
const OF_SNAPSHOT = ['snapshot.json', 'exclude', 'checksums', 'changes'];
const ODD_THERE = ['a FIFO', 'a link to itself', 'a link to a device without an end', '3 GiB of nothing'];

test.each(ODD_THERE)('all that the host keeps in the store, %s', async (oddity) => {
  const [machine = ''] = readdirSync(sandbox.store);
  const [snapshot = ''] = completeSnapshots(sandbox.store);
  for (const file of [...OF_STORE, ...OF_SNAPSHOT.map((name) => join(snapshot, name))]) {
    const path = join(sandbox.store, machine, file);
    rmSync(path, { recursive: true, force: true });
    ODDITIES[oddity]?.(path);
  }
  const run = await runBounded(CLI, '--run');
  // What comes next is compared with alarm.json, and nobody may put another one in that place.
  const isCompared = oddity !== 'a link to a device without an end';
  expect(run, JSON.stringify(run)).toMatchObject({ status: isCompared ? 0 : LOOKS_WRONG });
  if (!isCompared) expect(run.stdout).toMatch(/could not be compared with the one before: .*\/dev\/zero/);
  expect(completeSnapshots(sandbox.store)).toHaveLength(2);
  for (const command of ['--list', '--check-store']) {
    const said = await runBounded(HOST_PROGRAM, command, '--store', sandbox.store, '--machine', machine);
    expect(said.signal).toBeNull();
    expect(said.stderr).not.toMatch(/\bat .*:\d+:\d+/);
  }
});
