import { expect, test } from 'vitest';
import { isSameTime } from '../../../electron/files/compare-now';
import { asText, pictureType } from '../../../electron/files/look';
import { orderRows, type Ordered } from '../../../electron/files/order-rows';
import { checkPath } from '../../../electron/files/plain-path';
import type { FileOrder } from '../../../shared/ipc-files';

const entry = (name: string, more: Partial<Ordered> = {}): Ordered => ({
  ...{ name, kind: 'file', size: 0, mtimeMs: 0 },
  ...more,
});
const named = async (entries: Ordered[], order: FileOrder, descending: boolean): Promise<string[]> =>
  (await orderRows(entries, order, descending)).map((place) => entries[place]?.name ?? '');

test('names as a person looks for them: folders first, whatever the case, accents or length of a number', async () => {
  const entries = ['b10', 'B2', 'Äpfel', 'zoo', 'apfel 2', '2', '10'].map((name) => entry(name));
  const folder = entry('zz', { kind: 'directory' });
  const ordered = ['zz', '2', '10', 'Äpfel', 'apfel 2', 'B2', 'b10', 'zoo'];
  expect(await named([...entries, folder], 'name', false)).toEqual(ordered);
  expect(await named([...entries, folder], 'name', true)).toEqual(['zz', ...ordered.slice(1).reverse()]);
});

test('by size and time folders are in between; equal ones stay in the order of their names', async () => {
  const entries = [
    entry('c', { size: 5, mtimeMs: 1 }),
    entry('b', { size: 5, mtimeMs: 9 }),
    entry('a', { kind: 'directory', mtimeMs: 5 }),
  ];
  expect(await named(entries, 'size', true)).toEqual(['b', 'c', 'a']);
  expect(await named(entries, 'size', false)).toEqual(['a', 'b', 'c']);
  expect(await named(entries, 'time', false)).toEqual(['c', 'a', 'b']);
});

test('of many it is the same order as of a few', async () => {
  const entries = Array.from({ length: 10_001 }, (_, at) => entry(`${(at * 7919) % 10_001}`));
  const numbers = Array.from(entries, (_, at) => `${at}`);
  expect(await named(entries, 'name', false)).toEqual(numbers);
  expect(await named(entries, 'name', true)).toEqual(numbers.reverse());
});

test('what is gone comes first, then what has changed', async () => {
  const entries = (['same', 'changed', 'gone'] as const).map((now) => entry(now, { now }));
  const folders = (['folder', 'gone'] as const).map((now) => entry(`${now}/`, { now, kind: 'directory' }));
  expect(await named([...entries, ...folders], 'now', false)).toEqual([
    ...['gone/', 'folder/', 'gone', 'changed', 'same'],
  ]);
});

test('times are the same to the precision that both file systems have', () => {
  expect(isSameTime(1_700_000_000_123.4568, 1_700_000_000_123.457)).toBe(true);
  expect(isSameTime(1_700_000_000_123.4, 1_700_000_000_123.5)).toBe(false);
  expect(isSameTime(1_700_000_000_000, 1_700_000_000_999)).toBe(true);
  expect(isSameTime(1_700_000_000_000, 1_700_000_001_000)).toBe(false);
});

test('text is what is UTF-8 without a NUL; a picture is what begins like one', () => {
  expect(asText(Buffer.from('gr\u00fc\u00df'), 6)).toEqual({
    as: 'text',
    text: 'gr\u00fc\u00df',
    cut: false,
  });
  // Cut within a character, which only the end of a longer file may be.
  const half = Buffer.from('gr\u00fc').subarray(0, 3);
  expect(asText(half, 6)).toEqual({ as: 'text', text: 'gr', cut: true });
  expect(asText(half, 3)).toEqual({ as: 'nothing', why: 'other-kind' });
  expect(asText(Buffer.from('a\0b'), 3)).toEqual({ as: 'nothing', why: 'other-kind' });
  expect(pictureType(Buffer.from('<svg>'))).toBeUndefined();
  expect(pictureType(Buffer.from('RIFF1234WAVE'))).toBeUndefined();
  expect(pictureType(Buffer.from('GIF87a'))).toBe('image/gif');
});

test('a path is absolute, plain, and made of bytes', () => {
  for (const path of ['/', '/home/you', '/a/..b/c..', '/new\nline', '/\u00ff']) {
    expect(checkPath(path)).toEqual({ ok: true, value: path });
  }
  for (const path of ['', 'a', '/a/', '//a', '/a/../b', '/..', '/.', '/a\0', '/\u0100']) {
    expect(checkPath(path)).toMatchObject({ ok: false, failure: { code: 'request-refused' } });
  }
});
