import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunController } from '../../electron/run/run-controller';
import { userPaths } from '../../electron/settings/user-paths';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { historyOf, lastOutcome } from '../helpers/records';
import { BUNDLES, Sandbox } from '../helpers/sandbox';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  before = lookBefore();
});

afterEach(async () => {
  await untilNothingIsLeft(before, sandbox);
  sandbox.remove();
});

test('a thousand unreadable files with long names are still a backup with gaps', async () => {
  for (let number = 1000; number < 2000; number += 1) {
    const file = join(sandbox.source, `${number}-${'long'.repeat(50)}`);
    writeFileSync(file, 'private');
    chmodSync(file, 0);
  }
  expect(await sandbox.run('--run')).toMatchObject({ status: 3 });
  const outcome = lastOutcome(sandbox);
  const unreadable = outcome.result === 'partial' ? outcome.acknowledged?.unreadable : undefined;
  expect(unreadable?.count).toBe(1000);
  expect(unreadable?.paths.length).toBeGreaterThan(500);
});

test('a store’s program that is killed before its first word is what happened, not "not reachable"', async () => {
  const killed = join(sandbox.path, 'killed.mjs');
  writeFileSync(killed, "process.kill(process.pid, 'SIGKILL');\n");
  for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
  const bundles = { ...BUNDLES, host: killed };
  const [result] = await new RunController(userPaths(), bundles).start({ purpose: 'backup' });
  vi.unstubAllEnvs();
  expect(result).toMatchObject({
    outcome: {
      result: 'failed',
      failure: { code: 'call-ended', program: 'latchkey-host', signal: 'SIGKILL' },
    },
  });
});

describe('another destination', () => {
  const other = (): string => sandbox.directory('other-store');
  const aim = (directory: string): void => {
    const schedule = { kind: 'hours', every: 24 };
    const host = { kind: 'local', directory };
    sandbox.writeSettings({ schemaVersion: 3, host, roots: [sandbox.source], schedule });
  };
  const status = async (): Promise<string> => (await sandbox.run('--status')).stdout;

  test('has no good backup yet, and one is due; at the old one it still counts', async () => {
    writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
    aim(sandbox.store);
    expect(await sandbox.run('--run', '--if-due')).toMatchObject({ status: 0 });
    expect((await sandbox.run('--run', '--if-due')).stdout).toContain('No backup is due yet');

    aim(other());
    expect(await status()).toMatch(/^No good backup here yet. The last one, just now, went to .*\/store\.$/m);
    expect(await status()).toContain('Next backup: due now');
    aim(sandbox.store);
    expect(await status()).toContain('Last good backup just now');
    expect((await sandbox.run('--run', '--if-due')).stdout).toContain('No backup is due yet');

    aim(other());
    expect((await sandbox.run('--run', '--if-due')).stdout).toContain('Backup completed');
    expect(historyOf(sandbox).map(({ host }) => host)).toEqual([sandbox.store, other()]);
  });
});

test('a good backup dated in the future is loud, and no one is taken for recent', async () => {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const ahead = { ...lastOutcome(sandbox), id: 'ahead', finishedAt: '2099-01-01T00:00:00.000Z' };
  writeFileSync(join(sandbox.state, 'latchkey/history.jsonl'), `${JSON.stringify(ahead)}\n`);
  const { stdout } = await sandbox.run('--status');
  expect(stdout).toContain('Last good backup at an unknown time (the clock was wrong)');
  expect(stdout).toContain('overdue');
});

describe('an exclude list', () => {
  const list = (): string => join(sandbox.config, 'exclude');

  test('that was there at the last backup and is not now keeps the next from being made', async () => {
    writeFileSync(join(sandbox.source, 'diary.txt'), 'private');
    sandbox.writeExcludeList('/diary.txt\n');
    expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
    for (const lose of [
      () => void 0,
      () => {
        symlinkSync('/nowhere/exclude', list());
      },
    ]) {
      rmSync(list(), { force: true });
      lose();
      const run = await sandbox.run('--run');
      expect(run.status).toBe(78);
      expect(run.stderr).toContain('was there at the last backup and is not now');
      expect(run.stderr).toContain(`touch ${list()}`);
      expect(lastOutcome(sandbox)).toMatchObject({ failure: { code: 'exclude-list-gone' } });
      expect((await sandbox.run('--check')).stdout).toContain('FAILED  Exclude list');
    }
    rmSync(list());
    writeFileSync(list(), '# much\n'.repeat(200_000));
    expect(await sandbox.run('--run')).toMatchObject({ status: 78 });
    expect(lastOutcome(sandbox)).toMatchObject({ failure: { code: 'exclude-list-too-large' } });
    writeFileSync(list(), '');
    expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  });

  test('that never was there is not missed', async () => {
    for (let count = 0; count < 2; count += 1)
      expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  });

  test.each(['- ', '*.tmp\n+ \n', '#\n\n- \n'])(
    'that rsync refuses (%j) is named by its line before the call',
    async (text) => {
      sandbox.writeExcludeList(text);
      const run = await sandbox.run('--run');
      expect(run.status).toBe(78);
      const line = text.split('\n').findIndex((each) => /^[-+] $/.test(each)) + 1;
      expect(run.stderr).toContain(`Line ${line} of the exclude list`);
      expect(run.stdout).not.toContain('Waiting on port');
      expect((await sandbox.run('--check')).stdout).toContain('FAILED  Exclude list');
    },
  );
});
