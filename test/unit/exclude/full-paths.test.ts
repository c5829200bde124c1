import { expect, test } from 'vitest';
import { rulesForTransfer } from '../../../electron/exclude/rules-for-transfer';

const inside = (list: string, root: string) => rulesForTransfer(list, root, false);
const named = (list: string, root: string) => rulesForTransfer(list, root, true);

test.each([
  ['/home/u/a\\b/*.o', '/home/u', '/a\\b/*.o'],
  // The wildcard was on the way: what is left is compared, not matched, and must lose its escapes.
  ['/h?me/u/a\\b', '/home/u', '/ab'],
  ['/h?me/u/a\\\\b/', '/home/u', '/a\\b/'],
  ['/home/a\\\\b/*.o', '/home/a\\b', '/*.o'],
  ['/home/a\\b/x', '/home/a\\b', '/x'],
  ['/home/[[:lower:]]/x', '/home/u', '/x'],
  ['/home/[!/]/x', '/home/u', '/x'],
  ['/home/[[:digit:]]/x', '/home/u', '/home/[[:digit:]]/x'],
  ['/home/**', '/home/u', '/**'],
  ['/home/***', '/home/u', '/***'],
  ['/home/u**/x', '/home/u', '/x\n/**/x'],
  ['/**/x/', '/home/u', '/x/\n/**/x/'],
  ['/home/u/a\0b', '/home/u', '/a'],
])('%s below %s', (rule, root, expected) => {
  expect(inside(`${rule}\n`, root)).toBe(`${expected}\n\n`);
});

test('a root whose name is a pattern is taken literally, and so is what follows it', () => {
  expect(named('/x\\y', '/home/a*b')).toBe('/a\\*b/x\\\\y\n');
  // The star matches itself, and makes the backslash an escape.
  expect(named('/home/a*b/x\\y', '/home/a*b')).toBe('/a\\*b/xy\n');
  expect(named('/home/a\\*b/x\\\\y', '/home/a*b')).toBe('/a\\*b/x\\\\y\n');
  expect(named('/home/a\\b/x', '/home/a\\b')).toBe('/a\\b/x\n');
});

test('what rsync would discard for its length is not made short enough to count', () => {
  const long = `/home/u/${'a'.repeat(4090)}`;
  expect(inside(long, '/home/u')).toBe(`${long}\n`);
});
