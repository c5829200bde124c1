/** What an editor of the exclude list asks, of the real service; rsync says what is right. */
import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rulesForTransfer } from '../../../electron/exclude/rules-for-transfer';
import { toBytes } from '../../../electron/exclude/list-text';
import type { JudgedList, PresetState } from '../../../shared/ipc-excludes';
import { listWithRsync } from '../../helpers/rsync-listing';
import { Sandbox } from '../../helpers/sandbox';
import { until } from '../../helpers/until';
import { expectValue, ServiceUnderTest } from '../../helpers/space-service';

const FILES = [
  ['videos/holiday.mkv', 900],
  ['videos/cat.mkv', 300],
  ['.cache/browser/blob', 400],
  ['work/a.mkv', 100],
  ['work/notes.txt', 30],
  ['marked/data', 50],
] as const;

let sandbox: Sandbox;
let service: ServiceUnderTest;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  for (const [name, kib] of FILES) {
    mkdirSync(join(sandbox.source, name, '..'), { recursive: true });
    writeFileSync(join(sandbox.source, name), Buffer.alloc(kib * 1024, 'x'));
  }
  writeFileSync(join(sandbox.source, 'marked/.nobackup'), '');
  service = new ServiceUnderTest(sandbox);
});

afterEach(async () => {
  await service.close();
  sandbox.remove();
});

const excludeFile = (): string => join(sandbox.config, 'exclude');
const onDisk = (): string => readFileSync(excludeFile(), 'latin1');
const judge = async (text: string): Promise<JudgedList> =>
  expectValue(await service.handlers['excludes.judge']({ text }));
const preset = async (text: string, name: string): Promise<PresetState> => {
  const found = expectValue(await service.handlers['excludes.presets']({ text }))?.find(
    (each) => each.name === name,
  );
  if (found === undefined) throw new Error(`no preset "${name}"`);
  return found;
};

const namesUnder = async (text: string): Promise<string[]> =>
  listWithRsync(`${sandbox.source}/`, rulesForTransfer(toBytes(text), sandbox.source, false));

async function sentByRsync(text: string): Promise<number> {
  const paths = (await namesUnder(text)).map((name) => `${sandbox.source}/${name}`.replace(/\/$/, ''));
  return paths.reduce((sum, path) => sum + lstatSync(path).blocks * 512, 0);
}

test('a draft is checked at once, and weighed as soon as something was scanned; the file stays as it is', async () => {
  sandbox.writeExcludeList('.cache/\n');
  const draft = '.cache/\n.cache/x\n*.mkv\n+ \n';
  const before = await judge(draft);
  expect(before).toMatchObject({ scan: 'none', effects: null, sums: null });
  expect(before.odd).toEqual([
    { line: 2, kind: 'unreachable', about: 1, instead: [] },
    { line: 4, kind: 'refused', about: 0, instead: [] },
  ]);

  await service.scan();
  const text = '.cache/\nwork/\n*.mkv\nnothing\n';
  const { scan, sums, effects, odd } = await judge(text);
  expect(scan).toBe('whole');
  expect(sums?.backedUp).toBe(await sentByRsync(text));
  expect(effects?.map(({ line, own }) => [line, own.files])).toEqual([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 0],
  ]);
  expect(odd).toEqual([{ line: 4, kind: 'matches-nothing', about: 0, instead: [] }]);
  const all = await sentByRsync('');
  const without = await sentByRsync('.cache/\nwork/\nnothing\n');
  expect(effects?.[2]?.alone.bytes).toBe(without - (sums?.backedUp ?? 0));
  expect(expectValue(await service.handlers['excludes.sum']({ text: '' }))?.backedUp).toBe(all);
  expect(onDisk()).toBe('.cache/\n');
});

test('a path is tested against the draft as rsync would have it, and the deciding line is named', async () => {
  const lines = ['+ work/notes.txt', 'work/*', '*.mkv', '.cache/', 'videos/', '/nowhere/'];
  const { handlers } = service;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines), async (chosen) => {
      const text = `${chosen.join('\n')}\n`;
      const sent = new Set(await namesUnder(text));
      for (const [name] of FILES) {
        const path = join(sandbox.source, name);
        const tested = expectValue(await handlers['excludes.test-path']({ text, path }));
        const [decision] = tested.decisions;
        expect([text, name, decision?.excluded]).toEqual([text, name, !sent.has(name)]);
        const rule = chosen[(decision?.line ?? 0) - 1];
        if (decision?.excluded === true) expect(rule).not.toMatch(/^\+|undefined/);
      }
    }),
    { numRuns: 25 },
  );
  const text = '# x\n.cache/\n';
  const typed = await handlers['excludes.test-path']({ text, path: `${sandbox.source}/.cache/no/such` });
  expect(typed).toMatchObject({
    value: { there: false, assumed: false, decisions: [{ line: 2, decidedAt: `${sandbox.source}/.cache` }] },
  });
  expect(await handlers['excludes.test-path']({ text, path: '/elsewhere' })).toMatchObject({
    value: { decisions: [] },
  });
});

test('presets say what they would save, are put in and taken out again, without the file', async () => {
  await service.scan();
  const list = '# mine\r\nwork/';
  expect(await preset(list, 'caches')).toMatchObject({ there: 0, saves: { files: 1 } });
  expect((await judge(list)).presets.find(({ name }) => name === 'caches')?.there).toBe(0);
  const { handlers } = service;
  const on = expectValue(await handlers['excludes.set-preset']({ text: list, name: 'caches', on: true }));
  expect(on.text).toMatch(/^# mine\r\nwork\/\r\n# Caches\r\n\.cache\/\r\n/);
  const there = await preset(on.text, 'caches');
  expect(there).toMatchObject({ there: there.rules, saves: { files: 1 } });
  const saved = (await sentByRsync(list)) - (await sentByRsync(on.text));
  expect((await preset(list, 'caches')).saves?.bytes).toBe(saved);
  const off = await handlers['excludes.set-preset']({ text: on.text, name: 'caches', on: false });
  expect(off).toMatchObject({ value: { text: `${list}\r\n` } });

  const marked = expectValue(await handlers['excludes.set-preset']({ text: '', name: 'marked', on: true }));
  expect(marked.text).toContain(`\n${sandbox.source}/marked/\n`);
  expect(await preset(marked.text, 'marked')).toMatchObject({ there: 1, rules: 1, saves: { files: 2 } });
  expect(await handlers['excludes.set-preset']({ text: '', name: 'no', on: true })).toMatchObject({
    ok: false,
  });
});

test('what is typed while presets are weighed makes their answer void, and is answered first', async () => {
  await service.scan();
  const order: string[] = [];
  const weighed = service.handlers['excludes.presets']({ text: 'a' }).then((answer) => {
    order.push('presets');
    return answer;
  });
  await service.handlers['excludes.judge']({ text: 'ab' }).then(() => order.push('judged'));
  expect(await weighed).toEqual({ ok: true, value: null });
  expect(order).toEqual(['judged', 'presets']);
});

test('saving keeps every byte, and never goes over what somebody else has written', async () => {
  const odd = Buffer.from([0x23, 0xff, 0x0d, 0x0a, 0xc3, 0x0d, 0x0a, 0x61]);
  sandbox.writeExcludeList(odd);
  const { handlers } = service;
  const opened = expectValue(await handlers['excludes.open'](null));
  const saved = expectValue(await handlers['excludes.save']({ text: `${opened.text}\r\nb`, based: opened }));
  expect(readFileSync(excludeFile())).toEqual(Buffer.concat([odd, Buffer.from('\r\nb')]));
  sandbox.writeExcludeList('theirs\n');
  expect(await handlers['excludes.save']({ text: 'mine', based: saved })).toMatchObject({
    failure: { code: 'exclude-list-changed' },
  });
  expect(onDisk()).toBe('theirs\n');
});

test('what others do to the file is told: changed, gone, not readable', async () => {
  sandbox.writeExcludeList('a\n');
  expectValue(await service.handlers['excludes.open'](null));
  const told = async (text: string): Promise<void> => {
    await until(
      () => {
        const last = service.listChanges.at(-1);
        return last?.is === 'file' && last.file.text === text;
      },
      () => JSON.stringify(service.listChanges),
    );
  };
  sandbox.writeExcludeList('b\n');
  await told('b\n');
  rmSync(excludeFile());
  await told('');
  mkdirSync(excludeFile());
  await until(
    () => service.listChanges.at(-1)?.is === 'unreadable',
    () => JSON.stringify(service.listChanges),
  );
});

test('without settings rules are checked, and paths tested as if the home folder were backed up', async () => {
  rmSync(join(sandbox.config, 'settings.json'));
  expect(await judge('a\na\n')).toMatchObject({ scan: 'no-roots', odd: [{ line: 2, kind: 'unreachable' }] });
  const tested = await service.handlers['excludes.test-path']({ text: '*.mkv\n', path: '~/films/a.mkv' });
  expect(tested).toMatchObject({ value: { assumed: true, decisions: [{ excluded: true, line: 1 }] } });
});
