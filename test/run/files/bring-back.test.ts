/** What the Files view gets back: told as it goes, put on record, undone, cancelled, gone on with. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../../process/process-lock';
import type { RestoreRecord, WantedBack } from '../../../shared/ipc-files';
import { openFilesWindow, type FilesWindow } from '../../helpers/files-window';
import { Sandbox } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

let sandbox: Sandbox;
let source: string;
let view: FilesWindow;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  ({ source } = sandbox);
  view = openFilesWindow(sandbox);
});
afterEach(() => {
  view.close();
  sandbox.remove();
});

async function backUp(): Promise<string> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  return completeSnapshots(sandbox.store).at(-1) ?? '';
}

const inSource = (...names: string[]): string[] => names.map((name) => join(source, name));

async function bringBack(wanted: WantedBack): Promise<RestoreRecord> {
  await view.ask('files.restore', wanted);
  const state = await view.settled();
  if (state.is !== 'idle' || state.last === null) throw new Error('no restore is on record');
  return state.last;
}

const waiting = (): string[] => readdirSync(source).filter((name) => name.startsWith('.latchkey-restore-'));

test('beside, instead, only what is missing, elsewhere: each as it was shown before, on record, and undone', async () => {
  mkdirSync(join(source, 'Letters'));
  const odd = Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xff, 0x0a, 0x41])]);
  writeFileSync(odd, 'odd');
  for (const name of ['report.odt', 'Letters/one', 'Letters/two']) writeFileSync(join(source, name), 'old');
  const snapshot = await backUp();
  writeFileSync(join(source, 'report.odt'), 'newer');
  rmSync(join(source, 'Letters/one'));
  rmSync(odd);
  const nothing = { is: 'idle', unfinished: null, last: null };
  expect(await view.ask('files.state', null)).toEqual(nothing);
  expect(await view.failing('files.undo', null)).toMatchObject({ code: 'restore-none' });
  expect(await view.failing('files.resume', null)).toMatchObject({ code: 'restore-none', wanted: 'resume' });
  expect(view.ended).toEqual([]);

  const beside: WantedBack = {
    ...{ snapshot, how: 'beside', folder: null },
    paths: [join(source, 'report.odt'), odd.toString('latin1')],
  };
  const preview = await view.ask('files.preview', beside);
  expect(preview).toMatchObject({
    ...{ files: 2, itemCount: 2, takenCount: 1, into: source, left: 0, refused: [] },
  });
  const [report, oddItem] = preview.items;
  expect(report?.as).toMatch(/\/report \(from .*\)\.odt$/);
  expect(oddItem).toEqual({ name: '\\xff\\nA', as: `${source}/\\xff\\nA`, taken: false });
  expect(readdirSync(source).sort()).toEqual(['Letters', 'report.odt']);
  view.told.length = 0;
  const record = await bringBack(beside);
  expect(record).toMatchObject({
    ...{ snapshot, result: 'completed', how: 'beside', placedCount: 2, left: 0, refused: [], failure: null },
    ...{ rotten: [], replaced: [], lost: [], undoable: true, undone: false, notInFull: [] },
  });
  expect(record.placed.map(({ as }) => as).sort()).toEqual(preview.items.map(({ as }) => as).sort());
  expect(readFileSync(odd, 'utf8')).toBe('odd');
  expect(readFileSync(join(source, 'report.odt'), 'utf8')).toBe('newer');
  const phases = view.told.map((state) => (state.is === 'running' ? state.phase : state.is));
  expect([...new Set(phases)]).toEqual(['looking', 'fetching', 'proving', 'placing', 'idle']);
  expect(view.told[0]).toMatchObject({ is: 'running', doing: 'restore', snapshot, cancelling: false });
  expect(view.ended).toEqual([record]);
  await view.ask('files.show', { id: record.id });
  expect([report?.as, source]).toContain(view.shown[0]);

  const swapped = await bringBack({ ...beside, how: 'swap', paths: inSource('report.odt') });
  expect(swapped).toMatchObject({
    ...{ result: 'completed', how: 'swap' },
    placed: [{ as: join(source, 'report.odt'), aside: join(source, 'report (before restore).odt') }],
  });
  // Only the last one can be taken back, then the one before it.
  expect((await view.ask('files.records', { most: 100 })).map(({ undoable }) => undoable)).toEqual([
    true,
    false,
  ]);
  expect(await view.ask('files.undo', null)).toEqual({ removed: 1, returned: 1, kept: [], refused: [] });
  expect(readFileSync(join(source, 'report.odt'), 'utf8')).toBe('newer');
  expect(await view.ask('files.records', { most: 2 })).toMatchObject([
    { how: 'swap', undone: true, undoable: false },
    { how: 'beside', undone: false, undoable: true },
  ]);
  expect(view.ended).toHaveLength(2);

  const missing = await bringBack({ ...beside, how: 'only-missing', paths: inSource('Letters') });
  expect(missing).toMatchObject({ result: 'completed', left: 1, placedCount: 1 });
  expect(readFileSync(join(source, 'Letters/one'), 'utf8')).toBe('old');

  const elsewhere = sandbox.directory('elsewhere');
  view.chooses(elsewhere);
  const folder = await view.ask('files.choose-folder', null);
  expect(folder?.shown).toBe(elsewhere);
  const chosen: WantedBack = {
    ...{ snapshot, how: 'folder', folder: folder?.token ?? '', paths: inSource('Letters') },
  };
  expect((await view.ask('files.preview', chosen)).into).toBe(elsewhere);
  expect(await bringBack(chosen)).toMatchObject({ result: 'completed', how: 'folder' });
  expect(readdirSync(join(elsewhere, 'Letters')).sort()).toEqual(['one', 'two']);
  // With the window, what was chosen in it is forgotten.
  view.forget();
  expect(await view.failing('files.restore', chosen)).toMatchObject({ code: 'request-refused' });
  expect(waiting()).toEqual([]);
});

test('where it comes by way of a link is said before, and on record', async () => {
  const [papers, elsewhere] = [join(source, 'papers'), sandbox.directory('elsewhere')];
  mkdirSync(papers);
  writeFileSync(join(papers, 'letter'), 'dear all');
  const snapshot = await backUp();
  rmSync(papers, { recursive: true });
  symlinkSync(elsewhere, papers);
  const wanted: WantedBack = { snapshot, how: 'beside', folder: null, paths: [join(papers, 'letter')] };
  const followed = [{ from: papers, to: elsewhere }];
  expect(await view.ask('files.preview', wanted)).toMatchObject({ followed, entered: [], into: elsewhere });
  expect(await bringBack(wanted)).toMatchObject({ followed, entered: [] });
  expect(readdirSync(elsewhere)).toEqual(['letter']);
});

test('what fails is on record as well, and nothing was changed; two at a time are refused with words', async () => {
  const closed = join(source, 'closed');
  mkdirSync(closed);
  writeFileSync(join(closed, 'letter'), 'dear all');
  const snapshot = await backUp();
  rmSync(join(closed, 'letter'));
  chmodSync(closed, 0o555);
  const wanted: WantedBack = { snapshot, how: 'beside', folder: null, paths: [join(closed, 'letter')] };
  const preview = await view.ask('files.preview', wanted);
  expect(preview).toMatchObject({ itemCount: 0, refused: [{ name: join(closed, 'letter') }] });
  const record = await bringBack(wanted);
  expect(record).toMatchObject({
    ...{ snapshot, result: 'failed', undoable: false, placed: [] },
    failure: { code: 'restore-no-place', directory: join(closed, 'letter') },
  });
  expect(view.ended).toEqual([record]);
  expect(await view.ask('files.state', null)).toMatchObject({ unfinished: null, last: { id: record.id } });
  // There is nothing to take back of it.
  expect(await view.failing('files.undo', null)).toMatchObject({ code: 'restore-none' });
  chmodSync(closed, 0o755);

  const lock = takeLock(join(sandbox.state, 'latchkey/restores/lock'));
  const busy = { code: 'restore-busy', pid: process.pid };
  expect(await view.failing('files.restore', wanted)).toEqual(busy);
  expect(await view.failing('files.resume', null)).toEqual(busy);
  expect(await view.failing('files.undo', null)).toEqual(busy);
  if (lock.ok) lock.release();
  expect(await view.ask('files.records', { most: 10 })).toHaveLength(1);
  expect(view.ended).toHaveLength(1);

  await view.ask('files.restore', wanted);
  expect(await view.failing('files.restore', wanted)).toEqual(busy);
  expect(await view.failing('files.undo', null)).toEqual(busy);
  expect(await view.settled()).toMatchObject({ last: { result: 'completed' } });

  // The disk goes between the preview and the press.
  renameSync(sandbox.store, `${sandbox.store} away`);
  expect(await bringBack(wanted)).toMatchObject({ result: 'failed', undoable: false });
  expect((await view.ask('files.records', { most: 10 })).map(({ result }) => result)).toEqual([
    ...['failed', 'completed', 'failed'],
  ]);
});

/** Enough for a cancel or a kill to come in the middle. */
function fillWith(files: number): void {
  mkdirSync(join(source, 'many'));
  for (let number = 0; number < files; number += 1) {
    const line = createHash('sha256').update(String(number)).digest('hex');
    writeFileSync(join(source, `many/${number}`), line.repeat(number % 50 === 0 ? 20_000 : 1));
  }
}

test('cancelled, it leaves nothing behind, or what can be gone on with and undone', async () => {
  fillWith(300);
  const snapshot = await backUp();
  for (const name of readdirSync(join(source, 'many'))) {
    if (Number(name) % 2 === 0) rmSync(join(source, 'many', name));
  }
  // Without the directory in which files wait.
  const there = (): string[] => readdirSync(join(source, 'many')).filter((name) => !name.startsWith('.'));
  const here = there();
  const wanted: WantedBack = { snapshot, how: 'only-missing', folder: null, paths: inSource('many') };
  await view.ask('files.restore', wanted);
  await view.ask('files.cancel', null);
  expect(await view.ask('files.state', null)).toMatchObject({ is: 'running', cancelling: true });
  expect(await view.settled()).toMatchObject({
    ...{ unfinished: null, last: { result: 'cancelled', placedCount: 0, failure: null, undoable: false } },
  });
  expect(readdirSync(join(source, 'many'))).toEqual(here);

  // Between two files that are put in place: the first of them is there by then.
  await view.ask('files.restore', wanted);
  await expect.poll(() => there().length > here.length, { interval: 0 }).toBe(true);
  await view.ask('files.cancel', null);
  const between = await view.settled();
  const isWhole = there().length === 300;
  if (between.is !== 'idle') throw new Error('it goes on');
  if (!isWhole) {
    expect(between).toMatchObject({
      unfinished: { snapshot },
      last: { result: 'cancelled', undoable: true },
    });
    await view.ask('files.resume', null);
    expect(await view.settled()).toMatchObject({ unfinished: null, last: { result: 'completed' } });
  }
  expect(readdirSync(join(source, 'many'))).toHaveLength(300);
  expect(await view.ask('files.undo', null)).toMatchObject({ removed: 150, kept: [], refused: [] });
  expect(readdirSync(join(source, 'many'))).toEqual(here);
});

test("another process's restore that was killed is told as cut short, and gone on with from here", async () => {
  fillWith(100);
  const snapshot = await backUp();
  rmSync(join(source, 'many'), { recursive: true });
  const started = sandbox.start('--restore', join(source, 'many'), '--json');
  await started.saw('"phase":"fetching"');
  // While it goes on, that is no business of ours.
  expect(await view.ask('files.state', null)).toMatchObject({ is: 'idle', unfinished: null });
  const busy = await view.failing('files.resume', null);
  expect(busy).toEqual({ code: 'restore-busy', pid: started.pid });
  started.kill('SIGKILL');
  await started.finished;
  const cut = { snapshot, result: 'failed', failure: { code: 'restore-cut-short' }, undoable: true };
  const state = await view.ask('files.state', null);
  expect(state).toMatchObject({ is: 'idle', unfinished: { snapshot }, last: cut });
  await view.ask('files.resume', null);
  expect(await view.settled()).toMatchObject({
    ...{ is: 'idle', unfinished: null, last: { result: 'completed', placedCount: 1 } },
  });
  expect(readdirSync(join(source, 'many'))).toHaveLength(100);
  expect(waiting()).toEqual([]);
  expect(existsSync(join(sandbox.state, 'latchkey/restores/lock'))).toBe(false);
});
