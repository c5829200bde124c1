/** What is not a file of ours, where one belongs: a sentence and no harm, and the backup wherever it can be made. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sandbox } from '../helpers/sandbox';
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
  garbage: (path) => {
    writeFileSync(path, Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 151) % 256)));
  },
};
const CONFIGURATION = 78;

/** What the next run comes to, where it is not a good backup. */
const FAILS: Record<string, number | undefined> = {
  'settings.json, a FIFO': CONFIGURATION,
  'settings.json, a directory': CONFIGURATION,
  'settings.json, a link that leads nowhere': CONFIGURATION,
  'settings.json, garbage': CONFIGURATION,
  'exclude, a FIFO': CONFIGURATION,
  'exclude, a directory': CONFIGURATION,
  'exclude, a link that leads nowhere': CONFIGURATION,
  'history.jsonl, a FIFO': 1,
  'history.jsonl, a directory': 1,
};

const ALL = ['settings.json', 'exclude', 'history.jsonl'].flatMap((file) =>
  Object.keys(ODDITIES).map((oddity) => ({ file, oddity })),
);
/** What is garbage to a schema is tested where each is read. */
const REST = [
  ...['current-run.json', 'run.lock', 'notices.json', 'seen-roots.json', 'confinement.json'],
  ...['stores.json', 'pause.json', 'exclude-seen.json'],
].flatMap((file) => ['a FIFO', 'a directory'].map((oddity) => ({ file, oddity })));

test.each([...ALL, ...REST])('$file, $oddity', async ({ file, oddity }) => {
  const isSetting = file === 'settings.json' || file === 'exclude';
  const path = join(isSetting ? sandbox.config : join(sandbox.state, 'latchkey'), file);
  rmSync(path, { force: true });
  ODDITIES[oddity]?.(path);
  const expected = FAILS[`${file}, ${oddity}`] ?? 0;
  const run = await sandbox.run('--run');
  expect(run, JSON.stringify(run)).toMatchObject({ status: expected });
  expect(run.stderr).not.toMatch(/defect|\bat .*:\d+:\d+/);
  if (expected !== 0) expect(run.stderr).toContain(path);
  expect(completeSnapshots(sandbox.store)).toHaveLength(expected === 0 ? 2 : 1);
  expect((await sandbox.run('--status')).stderr).not.toMatch(/defect|\bat .*:\d+:\d+/);
});
