import { expect, test } from 'vitest';
import { formatAge, formatBytes, formatCount, formatDuration, formatNumber } from '../../shared/words';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [1234, '1.2 kB'],
  [9949, '9.9 kB'],
  [9950, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [96_000_000_000, '96 GB'],
  [1_250_000_000, '1.3 GB'],
  [5e18, '5000 PB'],
])('%d is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.27, '0.3 s'],
  [35, '35 s'],
  [89, '89 s'],
  [90, '2 min'],
  [240, '4 min'],
  [3570, '1 h'],
  [4800, '1 h 20 min'],
])('%d seconds take %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [-5, 'just now'],
  [59, 'just now'],
  [60, '1 minute ago'],
  [3 * 3600 + 100, '3 hours ago'],
  [86_400, '1 day ago'],
  [9.5 * 86_400, '9 days ago'],
])('%d seconds back is %s', (seconds, text) => {
  expect(formatAge(seconds)).toBe(text);
});

test('counts are grouped and have their plural', () => {
  expect(formatCount(1, 'file')).toBe('1 file');
  expect(formatCount(20_000, 'file')).toBe('20,000 files');
  for (let number = 1; number < 1e15; number = number * 3 + 1) {
    expect(formatNumber(number)).toBe(number.toLocaleString('en-GB'));
  }
  expect(formatCount(2, 'copy', 'copies')).toBe('2 copies');
});
