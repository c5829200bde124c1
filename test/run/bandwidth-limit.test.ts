/** The bandwidth limit of the settings is what the running rsync has, and a host that asks for more does not get it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookBefore, runningPrograms, type Before } from '../helpers/leftovers';
import { startLongRun, untilNothingIsLeft } from '../helpers/long-run';
import { Sandbox } from '../helpers/sandbox';
import { until } from '../helpers/until';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  before = lookBefore();
});
afterEach(async () => {
  await untilNothingIsLeft(before, sandbox);
  sandbox.remove();
});

const useLocalStore = (more: object): void => {
  const host = { kind: 'local', directory: sandbox.store };
  sandbox.writeSettings({ schemaVersion: 3, host, roots: [sandbox.source], ...more });
};

/** The rsync itself: not the host's ssh, which has the same words for what it asks. */
const sender = (): string | undefined =>
  runningPrograms()
    .map(({ command }) => command)
    .find(
      (command) => /^\S+\/rsync --server --sender /.test(command) && command.endsWith(` ${sandbox.source}/`),
    );

/** The words of the sending rsync, while it sends. */
async function wordsWhileReading(): Promise<string[]> {
  const run = await startLongRun(sandbox);
  try {
    let words: string[] = [];
    await until(
      () => (words = sender()?.split(' ') ?? []).length > 0,
      () => 'no rsync that sends',
    );
    return words;
  } finally {
    run.kill('SIGINT');
    expect((await run.finished).status).toBe(130);
    await untilNothingIsLeft(before, sandbox);
  }
}

test('a run with a limit has it in the vector of the rsync that sends', async () => {
  useLocalStore({ bandwidthLimit: 2500 });
  expect(await wordsWhileReading()).toContain('--bwlimit=2441');
});

test('a run without one has none', async () => {
  useLocalStore({});
  const words = await wordsWhileReading();
  expect(words).toContain('--sender');
  expect(words.filter((word) => word.startsWith('--bwlimit'))).toEqual([]);
});

test('--explain-command gives the smaller of what is asked and what is allowed', async () => {
  useLocalStore({ bandwidthLimit: 2500 });
  for (const [asked, given] of [
    ['--bwlimit=9999', '--bwlimit=2441'],
    ['--bwlimit=0', '--bwlimit=2441'],
    ['--bwlimit=100', '--bwlimit=100'],
  ]) {
    const command = `rsync --server --sender -re.v ${asked} . ${sandbox.source}`;
    const { stdout } = await sandbox.run('--explain-command', command);
    expect(JSON.parse(stdout)).toMatchObject({
      allowed: true,
      argv: expect.arrayContaining([given]) as unknown,
    });
  }
});
