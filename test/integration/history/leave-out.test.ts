/** What a real run could not read is left out with one press, and taken back. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGapsHandlers, type GapsHandlers } from '../../../electron/main/gaps-handlers';
import type { Gap, GapsOutput } from '../../../shared/ipc-gaps';
import { lastOutcome } from '../../helpers/records';
import { Sandbox } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

let sandbox: Sandbox;
let handlers: GapsHandlers;
let excludeFile: string;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  excludeFile = join(sandbox.config, 'exclude');
  handlers = createGapsHandlers({
    historyFile: join(sandbox.state, 'latchkey/history.jsonl'),
    settingsFile: join(sandbox.config, 'settings.json'),
    excludeFile,
  });
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});
afterEach(() => {
  sandbox.remove();
});

function close(name: string | Buffer): void {
  const path = Buffer.concat([Buffer.from(`${sandbox.source}/`), Buffer.from(name)]);
  writeFileSync(path, 'private');
  chmodSync(path, 0);
}

async function runWithGaps(): Promise<string> {
  expect((await sandbox.run('--run')).status).toBe(3);
  return lastOutcome(sandbox).id;
}

async function ofRun(run: string): Promise<GapsOutput<'gaps.of-run'>> {
  const answer = await handlers['gaps.of-run']({ run });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

const sorted = (gaps: readonly Gap[]): string[] => gaps.map(({ shown }) => shown).sort();

test('all of it at once: rules for exactly these, and the next run has no gaps; undo is byte for byte', async () => {
  mkdirSync(join(sandbox.source, 'vm'));
  for (const name of ['keys.lock', 'vm/[1] Größe*.img', 'vm/other.img']) close(name);
  mkdirSync(join(sandbox.source, 'closed'), { mode: 0 });
  const list = '# mine\r\n*.o\r\nlast';
  writeFileSync(excludeFile, list);
  const run = await runWithGaps();
  const { gaps, undo } = await ofRun(run);
  expect(undo).toBeNull();
  expect(sorted(gaps)).toEqual(
    ['closed', 'keys.lock', 'vm/[1] Größe*.img', 'vm/other.img'].map((name) => join(sandbox.source, name)),
  );
  expect(gaps.filter(({ isFolder }) => isFolder).map(({ shown }) => shown)).toEqual([
    join(sandbox.source, 'closed'),
  ]);

  const left = await handlers['gaps.leave-out']({ run, paths: gaps.map(({ path }) => path) });
  expect(left).toMatchObject({ ok: true, value: { refused: [] } });
  const after = await ofRun(run);
  expect(after.gaps.every(({ rule }) => rule !== null)).toBe(true);
  expect(after.undo).toHaveLength(4);
  expect((await sandbox.run('--run')).status).toBe(0);
  expect(completeSnapshots(sandbox.store)).toHaveLength(2);

  expect(await handlers['gaps.undo'](null)).toMatchObject({ ok: true });
  expect(readFileSync(excludeFile, 'utf8')).toBe(list);
  expect((await ofRun(run)).undo).toBeNull();
});

test('the folder around it, where there was no list yet; undo takes the list away again', async () => {
  mkdirSync(join(sandbox.source, 'vm'));
  close('vm/disk.img');
  const run = await runWithGaps();
  const folder = join(sandbox.source, 'vm');
  expect(await handlers['gaps.leave-out']({ run, paths: [folder] })).toEqual({
    ok: true,
    value: { added: [`${folder}/`], refused: [] },
  });
  expect(readFileSync(excludeFile, 'utf8')).toBe(`${folder}/\n`);
  await handlers['gaps.undo'](null);
  expect(existsSync(excludeFile)).toBe(false);
});

test('names that no rule can hold are refused by name, and the others are left out all the same', async () => {
  close('two\nlines');
  close(Buffer.from([0x6c, 0xe4, 0x6e, 0x67, 0x65]));
  close('plain');
  const run = await runWithGaps();
  const { gaps } = await ofRun(run);
  const answer = await handlers['gaps.leave-out']({ run, paths: gaps.map(({ path }) => path) });
  if (!answer.ok) throw new Error(answer.failure.code);
  expect(answer.value.added).toEqual([join(sandbox.source, 'plain')]);
  const refused = answer.value.refused.map(({ shown, why }) => [shown.slice(sandbox.source.length + 1), why]);
  expect(refused.sort()).toEqual([
    ['l\ufffdnge', 'not-characters'],
    ['two\\nlines', 'not-expressible'],
  ]);
});

test('what that run could read is not left out from here, nor what lies elsewhere', async () => {
  close('closed');
  const run = await runWithGaps();
  for (const path of [join(sandbox.source, 'letter.txt'), '/', '/etc', `${sandbox.source}/closed/..`, '*']) {
    expect(await handlers['gaps.leave-out']({ run, paths: [path] })).toMatchObject({
      ok: false,
      failure: { code: 'request-refused' },
    });
  }
  // The folder around it is all that is backed up: that is for the settings.
  expect(await handlers['gaps.leave-out']({ run, paths: [sandbox.source] })).toEqual({
    ok: true,
    value: { added: [], refused: [{ shown: sandbox.source, why: 'is-root' }] },
  });
  expect(await handlers['gaps.of-run']({ run: 'no-such-run' })).toMatchObject({ ok: false });
  expect(existsSync(excludeFile)).toBe(false);
});

test('a list that somebody changed since is not put back', async () => {
  close('closed');
  const run = await runWithGaps();
  await handlers['gaps.leave-out']({ run, paths: [join(sandbox.source, 'closed')] });
  writeFileSync(excludeFile, 'theirs\n');
  expect(await handlers['gaps.undo'](null)).toMatchObject({ failure: { code: 'exclude-list-changed' } });
  expect(readFileSync(excludeFile, 'utf8')).toBe('theirs\n');
});
