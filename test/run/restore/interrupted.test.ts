/** A restore that is killed, or cancelled: nothing is lost, and it can be gone on with. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeAlone, describeTree } from '../../helpers/describe-tree';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { Sandbox, type Started } from '../../helpers/sandbox';

let sandbox: Sandbox;
let source: string;

beforeEach(async () => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  ({ source } = sandbox);
  for (let directory = 0; directory < 20; directory += 1) {
    mkdirSync(join(source, `d${directory}`));
    for (let file = 0; file < 10; file += 1) {
      // Different, and some of them big enough to be caught half-way.
      const content = createHash('sha256').update(`${directory} ${file}`).digest('hex');
      writeFileSync(join(source, `d${directory}/f${file}`), content.repeat(file === 0 ? 20_000 : 1));
    }
  }
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
});

afterEach(() => {
  sandbox.remove();
});

/** Half of what was there is gone, in each directory; the rest is newer. */
function lose(): Map<string, string> {
  for (const directory of readdirSync(source)) {
    for (const name of ['f0', 'f1', 'f2', 'f3']) rmSync(join(source, directory, name));
    writeFileSync(join(source, directory, 'f9'), 'newer');
    execFileSync('touch', ['-d', '2021-01-01', join(source, directory)]);
  }
  return describeTree(source);
}

function withoutTimesOfDirectories(tree: Map<string, string>): Map<string, string> {
  return new Map([...tree].map(([path, words]) => [path, words.includes('size=') ? words : path]));
}

/** From where it has begun. */
function journal(): string {
  const base = join(sandbox.state, 'latchkey/restores');
  const [id] = existsSync(base) ? readdirSync(base).filter((name) => name !== 'lock') : [];
  const file = join(base, id ?? '', 'journal.jsonl');
  const text = id !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.replaceAll(/^.*"step":"preparing".*\n/gm, '');
}

/** Settles when the journal has so many lines, or the program has ended. */
async function whenJournalHas(lines: number, started: Started): Promise<void> {
  let ended = false;
  void started.finished.then(() => {
    ended = true;
  });
  await expect.poll(() => ended || journal().split('\n').length > lines, { interval: 1 }).toBe(true);
}

function expectAllIsBack(complete: Map<string, string>): void {
  expect(withoutTimesOfDirectories(describeTree(source))).toEqual(withoutTimesOfDirectories(complete));
  expect(stagings()).toBe('');
}

function stagings(): string {
  return execFileSync('find', [sandbox.path, '-name', '.latchkey-restore-*'], { encoding: 'utf8' });
}

/** What is to be there in the end: what there was, and what was missing. */
function expected(whole: Map<string, string>, now: Map<string, string>): Map<string, string> {
  return new Map([...whole, ...now]);
}

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  test.each([1, 2, 3, 4, 40, 120])(
    'killed when its journal has %i lines, it is gone on with',
    async (lines) => {
      sandbox.useRsync(rsync);
      const whole = describeTree(source);
      const now = lose();
      const started = sandbox.start('--restore', source, '--only-missing', '--json');
      await whenJournalHas(lines, started);
      started.kill('SIGKILL');
      await started.finished;
      // Whatever it had come to: what was there is there, as it was. Its rsync may still be at work beside that.
      for (const [path, words] of now)
        if (words.includes('size=')) expect(words).toContain(`${describeAlone(source, path)} names=`);
      const resumed = await sandbox.run('--resume');
      const isNone = resumed.stderr.includes('There is no restore to go on with');
      expect(resumed, resumed.stderr).toMatchObject({ status: isNone ? 1 : 0 });
      // It was finished, or had not begun; then nothing is left of it.
      if (isNone && !journal().includes('"finished"')) {
        expect(stagings()).toBe('');
        expect(await sandbox.run('--restore', source, '--only-missing')).toMatchObject({ status: 0 });
      }
      expectAllIsBack(expected(whole, now));
    },
  );
});

test('killed while it makes room for what comes, nothing is left of it', async () => {
  const directory = join(sandbox.state, 'latchkey/restores/2026-11-22T10-00-00-000Z-abcdef');
  const staging = join(source, '.latchkey-restore-unbegun');
  mkdirSync(join(staging, 'files'), { recursive: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, 'journal.jsonl'),
    `${JSON.stringify({ step: 'preparing', directory: staging })}\n`,
  );
  expect(await sandbox.run('--resume')).toMatchObject({ status: 1 });
  expect(stagings()).toBe('');
  expect(existsSync(directory)).toBe(false);
});

test('killed while it fetches, nothing is in place; gone on with, no half file is', async () => {
  const whole = describeTree(source);
  renameSync(source, join(sandbox.path, 'lost'));
  const started = sandbox.start('--restore', source, '--json');
  await started.saw('"phase":"fetching"');
  started.kill('SIGKILL');
  await started.finished;
  expect(existsSync(source)).toBe(false);
  const resumed = await sandbox.run('--resume', '--json');
  expect(resumed, resumed.stderr).toMatchObject({ status: 0 });
  expect(describeTree(source)).toEqual(whole);
});

test('cancelled before anything is put in place, it leaves nothing; the next is no worse for it', async () => {
  const whole = describeTree(source);
  const now = lose();
  const started = sandbox.start('--restore', source, '--only-missing', '--json');
  await started.saw('"phase":"fetching"');
  started.kill('SIGINT');
  const { status } = await started.finished;
  if (status === 130) {
    expect(await sandbox.run('--resume')).toMatchObject({ status: 1 });
    expect(stagings()).toBe('');
    expect(withoutTimesOfDirectories(describeTree(source))).toEqual(withoutTimesOfDirectories(now));
  } else expect(status).toBe(0);
  expect(await sandbox.run('--restore', source, '--only-missing')).toMatchObject({ status: 0, stderr: '' });
  expectAllIsBack(expected(whole, now));
});

test('the snapshot is not needed any more once all is proven', async () => {
  const whole = describeTree(source);
  const now = lose();
  const started = sandbox.start('--restore', source, '--only-missing');
  await whenJournalHas(5, started);
  started.kill('SIGKILL');
  await started.finished;
  const isProven = journal().includes('"proven"') && !journal().includes('"finished"');
  renameSync(sandbox.store, join(sandbox.path, 'unplugged'));
  if (isProven) {
    expect(await sandbox.run('--resume')).toMatchObject({ status: 0, stderr: '' });
    expectAllIsBack(expected(whole, now));
  }
  expect(isProven).toBe(true);
});
