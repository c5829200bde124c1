import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { lastOutcome } from '../helpers/records';
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
