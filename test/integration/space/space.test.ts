import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rulesForTransfer } from '../../../electron/exclude/rules-for-transfer';
import { listWithRsync } from '../../helpers/rsync-listing';
import { Sandbox } from '../../helpers/sandbox';
import { expectValue, rowsOf, ServiceUnderTest } from '../../helpers/space-service';

let sandbox: Sandbox;
let service: ServiceUnderTest;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  for (const [name, kib] of [
    ['videos/holiday.mkv', 900],
    ['videos/cat.mkv', 300],
    ['mail/inbox.mbox', 200],
    ['.cache/browser/blob', 400],
    ['work/a.mkv', 100],
    ['work/notes.txt', 30],
  ] as const) {
    mkdirSync(join(sandbox.source, name, '..'), { recursive: true });
    writeFileSync(join(sandbox.source, name), Buffer.alloc(kib * 1024, 'x'));
  }
  service = new ServiceUnderTest(sandbox);
});

afterEach(async () => {
  await service.close();
  sandbox.remove();
});

const list = (): Buffer => readFileSync(join(sandbox.config, 'exclude'));

/** The bytes on disk of what rsync would send under the list as it is. */
async function sentByRsync(): Promise<number> {
  const rules = existsSync(join(sandbox.config, 'exclude')) ? list().toString('latin1') : '';
  const names = await listWithRsync(`${sandbox.source}/`, rulesForTransfer(rules, sandbox.source, false));
  const paths = names.map((name) => Buffer.from(`${sandbox.source}/${name}`.replace(/\/$/, ''), 'latin1'));
  return paths.reduce((sum, path) => sum + lstatSync(path).blocks * 512, 0);
}

test('the sums are those of du and of what rsync would send', async () => {
  sandbox.writeExcludeList('.cache/\n');
  await service.scan();
  const du = Number(execFileSync('du', ['-sk', sandbox.source], { encoding: 'utf8' }).split('\t')[0]) * 1024;
  expect(service.state.sums?.all).toBe(du);
  expect(service.state.sums?.judged?.backedUp).toBe(await sentByRsync());
  expect(service.state).toMatchObject({ phase: 'done', excludes: 'usable', undo: null, unreadable: 0 });
});

test('leaving out a folder writes one rule, moves the sums as rsync has it, and is undone byte for byte', async () => {
  const before = Buffer.from('# mine, without a last line end\r\n.cache/\r\n+ *.txt', 'latin1');
  sandbox.writeExcludeList(before);
  const tree = await service.scan();
  const { node, size } = await service.box(tree, 'videos');
  const sums = service.state.sums?.judged;
  const done = expectValue(await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } }));
  expect(done).toEqual({ kind: 'done', rules: [`${sandbox.source}/videos/`], line: 4, bytes: size });
  expect(list().toString()).toBe(`${before.toString()}\r\n${sandbox.source}/videos/\r\n`);
  expect(service.state.sums?.judged?.backedUp).toBe((sums?.backedUp ?? 0) - size);
  expect(service.state.sums?.judged?.backedUp).toBe(await sentByRsync());
  expect(service.state.undo).toEqual([`${sandbox.source}/videos/`]);
  expect(await service.box(tree, 'videos')).toMatchObject({ fate: 1, line: 4 });
  const again = expectValue(await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } }));
  expect(again).toMatchObject({ kind: 'already', rule: { line: 4 } });

  expectValue(await service.handlers['space.undo'](null));
  expect(list()).toEqual(before);
  expect(service.state.sums?.judged).toEqual(sums);
  expect(service.state.undo).toBeNull();
});

test('files like this, a preset, and several steps back; a list that was not there is not there again', async () => {
  const tree = await service.scan();
  const film = await service.box(tree, 'cat.mkv');
  const cache = await service.box(tree, '.cache/browser');
  const facts = expectValue(await service.handlers['space.node']({ tree, node: film.node }));
  expect(facts).toMatchObject({ ending: 'mkv', fate: 'backed-up', rule: null });
  const cacheFacts = expectValue(await service.handlers['space.node']({ tree, node: cache.node }));
  expect(cacheFacts?.presets).toEqual([{ name: 'caches', title: 'Caches' }]);

  const films = await service.handlers['space.leave-out']({ tree, node: film.node, how: { kind: 'ending' } });
  expect(films).toMatchObject({ ok: true, value: { kind: 'done', rules: ['*.mkv'] } });
  expect(service.state.sums?.judged?.backedUp).toBe(await sentByRsync());
  const preset = { kind: 'preset', name: 'caches' } as const;
  const caches = await service.handlers['space.leave-out']({ tree, node: cache.node, how: preset });
  expect(caches).toMatchObject({ ok: true, value: { kind: 'done' } });
  expect(service.state.sums?.judged?.backedUp).toBe(await sentByRsync());
  expect(list().toString()).toContain('# Caches\n.cache/\n');

  expectValue(await service.handlers['space.undo'](null));
  expect(list().toString()).toBe('*.mkv\n');
  expectValue(await service.handlers['space.undo'](null));
  expect(existsSync(join(sandbox.config, 'exclude'))).toBe(false);
  expect(await service.handlers['space.undo'](null)).toMatchObject({ failure: { code: 'request-refused' } });
});

test('a list that somebody else has changed is never put back', async () => {
  const tree = await service.scan();
  const { node } = await service.box(tree, 'mail');
  expectValue(await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } }));
  const theirs = `${list().toString()}videos/\n`;
  sandbox.writeExcludeList(theirs);
  expect(await service.handlers['space.undo'](null)).toMatchObject({
    failure: { code: 'exclude-list-changed' },
  });
  expect(list().toString()).toBe(theirs);
  expect(service.state.undo).toBeNull();
  // And the picture follows what they wrote.
  expect(await service.box(tree, 'videos')).toMatchObject({ fate: 1, line: 2 });
  expect(service.state.sums?.judged?.backedUp).toBe(await sentByRsync());
});

test('names that are no UTF-8 or hold wildcards are left out as themselves; a line end cannot be', async () => {
  const at = (name: Buffer | string): Buffer =>
    Buffer.concat([Buffer.from(`${sandbox.source}/`), Buffer.from(name as string)]);
  const odd = Buffer.from([0x66, 0xff, 0x2a]);
  for (const name of [odd, 'f?*', 'fxx', 'two\nlines']) {
    mkdirSync(at(name));
    writeFileSync(Buffer.concat([at(name), Buffer.from('/file')]), Buffer.alloc(50_000));
  }
  const tree = await service.scan();
  for (const name of ['f\\xff*', 'f?*']) {
    const { node, size } = await service.box(tree, name);
    const done = await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } });
    expect(done).toMatchObject({ ok: true, value: { kind: 'done', bytes: size } });
    expect(service.state.sums?.judged?.backedUp).toBe(await sentByRsync());
  }
  const before = list();
  const { node } = await service.box(tree, 'two\\nlines');
  const refused = await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } });
  expect(refused).toMatchObject({ failure: { code: 'name-not-expressible' } });
  expect(list()).toEqual(before);
  // The clipboard gets the name itself, not what is shown for it.
  expectValue(await service.handlers['disk.copy-path']({ tree, node }));
  expect(service.copied).toEqual([`${sandbox.source}/two\nlines`]);
});

test('a rule that keeps it is outdone; a root and what lies elsewhere cannot be left out', async () => {
  sandbox.writeExcludeList('+ videos/\n+ mail/**\n');
  const tree = await service.scan();
  const { node } = await service.box(tree, 'videos');
  const done = await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } });
  expect(done).toMatchObject({ ok: true, value: { kind: 'done', line: 1 } });
  expect(service.state.sums?.judged?.backedUp).toBe(await sentByRsync());
  const root = await service.handlers['space.leave-out']({ tree, node: 0, how: { kind: 'this' } });
  expect(root).toMatchObject({ ok: true, value: { kind: 'is-root' } });
  service.folder = sandbox.path;
  const chosen = expectValue(await service.handlers['disk.choose-folder'](null));
  const whole = expectValue(await service.handlers['disk.scan-folder']({ token: chosen?.token ?? '' }));
  await service.settled();
  const config = rowsOf(await service.view({ tree: whole })).find(({ name }) => name.startsWith('config'));
  const outside = await service.handlers['space.leave-out']({
    ...{ tree: whole, node: config?.node ?? 0 },
    how: { kind: 'this' },
  });
  expect(config).toMatchObject({ fate: 2 });
  expect(outside).toMatchObject({ ok: true, value: { kind: 'in-no-root' } });
});

test('hidden, what is left out gives its room to the rest', async () => {
  sandbox.writeExcludeList('.cache/\nvideos/\n');
  const tree = await service.scan();
  const hidden = await service.view({ tree, hideExcluded: true });
  const rows = rowsOf(hidden);
  expect(rows.map(({ name }) => name)).not.toContain('videos');
  expect(rows.every(({ fate }) => fate === 0)).toBe(true);
  expect(rows[0]?.size).toBe(await sentByRsync());
  const heights = rows.flatMap(({ column }, index) =>
    column === 1 ? [hidden.boxes.height[index] ?? 0] : [],
  );
  expect(heights.reduce((sum, height) => sum + height, 0)).toBeGreaterThan(950);
});

test('lists and searches are of the same nodes as the picture', async () => {
  const tree = await service.scan();
  const ask = async (by: 'here' | 'folders' | 'files' | 'types' | 'found', text = '', hideExcluded = false) =>
    expectValue(
      await service.handlers['space.list']({
        ...{ tree, node: 0, by, text },
        hideExcluded,
        since: null,
        measure: 'used',
        most: 50,
      }),
    );
  const here = await ask('here');
  const boxes = rowsOf(await service.view({ tree })).filter(({ column }) => column === 1);
  expect(here?.rows.map(({ name, size }) => ({ name, size }))).toEqual(
    boxes.map(({ name, size }) => ({ name: name.replace(/\/.*/, ''), size })),
  );
  expect((await ask('types'))?.rows[0]).toMatchObject({ name: '*.mkv', files: 3, fate: 'backed-up' });
  expect((await ask('files'))?.rows[0]).toMatchObject({
    name: 'holiday.mkv',
    path: `${sandbox.source}/videos/holiday.mkv`,
  });
  expect((await ask('found', 'CAT'))?.rows.map(({ name }) => name)).toEqual(['cat.mkv']);
  expect((await ask('folders'))?.all).toBe(5);
  sandbox.writeExcludeList('*.mkv\n.cache/\n');
  await service.view({ tree });
  const kept = await ask('here', '', true);
  expect(kept?.rows.map(({ name }) => name)).toEqual(['mail', 'work', 'videos']);
  expect(kept?.rows.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(await sentByRsync());
  expect((await ask('types', '', true))?.rows.map(({ name }) => name)).toEqual(['*.mbox', '*.txt']);
});
