import { expect, test } from 'vitest';
import { fromWhen, nameBeside } from '../../../electron/restore/name-beside';

test.each([
  ['report.odt', false, 'report (w).odt'],
  ['archive.tar.gz', false, 'archive (w).tar.gz'],
  ['.bashrc', false, '.bashrc (w)'],
  ['.config.json', false, '.config (w).json'],
  ['README', false, 'README (w)'],
  ['no. 5', false, 'no. 5 (w)'],
  ['photos.2026', true, 'photos.2026 (w)'],
])('%s', (name, isDirectory, expected) => {
  expect(nameBeside(name, 'w', 1, isDirectory)).toBe(expected);
});

test('later ones are counted; no name is too long, or cut within a character', () => {
  expect(nameBeside('a.txt', 'w', 3, false)).toBe('a (w 3).txt');
  const long = Buffer.from(`${'ü'.repeat(125)}.txt`).toString('latin1');
  const beside = Buffer.from(nameBeside(long, 'from 22 Nov 14.05', 1, false), 'latin1');
  expect(beside.length).toBeLessThanOrEqual(255);
  expect(beside.toString('utf8')).toMatch(/^ü+ \(from 22 Nov 14\.05\)\.txt$/);
});

test('a time is told without the year where it is this one', () => {
  const now = new Date(2026, 10, 29);
  expect(fromWhen(new Date(2026, 10, 22, 14, 5), now)).toBe('from 22 Nov 14.05');
  expect(fromWhen(new Date(2025, 2, 4, 9, 30), now)).toBe('from 4 Mar 2025 09.30');
});
