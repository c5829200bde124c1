import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { historyOf, lastOutcome } from '../helpers/records';
import { Sandbox } from '../helpers/sandbox';

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
