/** A host that does not do what it says. Each answer is what a program in place of latchkey-host could print. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { historyOf, lastLog, lastOutcome } from '../helpers/records';
import { Sandbox } from '../helpers/sandbox';

const SNAPSHOT = '2026-11-22T200000Z';
const ACCEPTED = {
  ...{ latchkey: 1, type: 'accepted', machine: 'laptop', snapshot: SNAPSHOT, base: null },
  ...{ resumed: false, rsync: '3.2.7' },
};
const DONE = {
  ...{ latchkey: 1, type: 'done', snapshot: SNAPSHOT, vanished: 0, dryRun: false },
  totals: { files: 2, bytes: 8, transferredFiles: 1, transferredBytes: 99, seconds: 1 },
  unreadable: { count: 0, paths: [] },
};

let sandbox: Sandbox;
let host: LoopbackHost | undefined;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});

afterEach(async () => {
  await host?.stop();
  sandbox.remove();
});

/** It takes the request, connects to nobody, prints these reports and ends well. */
async function hostThatSays(...reports: unknown[]): Promise<void> {
  host = await startLoopbackHost(sandbox, {
    command: ({ directory }) => {
      const answer = join(directory, 'answer');
      writeFileSync(answer, reports.map((report) => `${JSON.stringify(report)}\n`).join(''));
      return `cat > /dev/null; cat ${answer}`;
    },
  });
  before = lookBefore();
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
}

describe('a host that connects to nobody and says "done"', () => {
  test.each([
    ['at once', [DONE]],
    ['after announcing it', [ACCEPTED, DONE]],
    ['of a dry run', [ACCEPTED, { ...DONE, dryRun: true }]],
  ])('%s has made no backup, and that is loud', async (_, reports) => {
    await hostThatSays(...reports);
    const run = await sandbox.run('--run');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('never connected to this machine');
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'failed',
      failure: { code: 'acknowledgement-false', roots: [sandbox.source] },
    });
    expect((await sandbox.run('--status')).stdout).toContain('No good backup yet');
    await untilNothingIsLeft(before, sandbox);
  });
});

test('a host whose program is killed before its first word was reached all the same', async () => {
  host = await startLoopbackHost(sandbox, { command: () => 'kill -KILL $$' });
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
  const run = await sandbox.run('--run');
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('The backup host was reached, but its program was ended');
});

describe('words that would forge a line or turn a name', () => {
  const EVIL = 'x\u001b[2J\u009b1A\r\nlatchkey: all is well\u202egpj.exe';

  test('are spelled out in the terminal, and in the log', async () => {
    await hostThatSays(
      { latchkey: 1, type: 'warning', code: 'other', message: EVIL },
      { latchkey: 1, type: 'failed', failure: { code: 'transfer-failed', status: 1, detail: EVIL } },
    );
    const run = await sandbox.run('--run');
    expect(run.status).toBe(1);
    const shown = [run.stdout, run.stderr, (await sandbox.run('--status')).stdout, lastLog(sandbox)].join(
      '\n',
    );
    // eslint-disable-next-line no-control-regex -- these are what must not get through
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(shown).not.toMatch(/^latchkey: all is well/m);
    expect(run.stderr).toContain('\\x1b[2J');
    expect(historyOf(sandbox)).toHaveLength(1);
  });
});
