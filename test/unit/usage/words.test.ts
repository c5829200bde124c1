import { expect, test as plainTest } from 'vitest';
import { formatUsageTable } from '../../../electron/cli/usage-table';
import { showName } from '../../../electron/usage/show-name';
import { fc, test } from '../../helpers/property';
import { ENGLISH } from '../../helpers/spoken';

plainTest.each([
  ['plain', 'plain'],
  ['é ü 漢 😀', 'é ü 漢 😀'],
  ['a\nb\tc\rd', 'a\\nb\\tc\\rd'],
  ['\u001b[31mred', '\\x1b[31mred'],
  ['right\u202eleft', 'right\\u{202e}left'],
  ['\u009b1m', '\\x9b1m'],
  ['\ufffd', '\ufffd'],
])('%j is shown as %s', (name, shown) => {
  expect(showName(Buffer.from(name))).toBe(shown);
});

plainTest('bytes that are no UTF-8 are shown one by one', () => {
  expect(showName(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xe2, 0x82]))).toBe('a\\xffé\\xe2\\x82');
});

test.prop([fc.uint8Array({ maxLength: 300 })])('no byte gets through that a terminal obeys', (bytes) => {
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(showName(bytes)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
});

plainTest('the largest is last, bars fit the width, paths are never cut', () => {
  const rows = [
    { bytes: 4_000_000, path: '/home', directory: true },
    { bytes: 1_000_000, path: '/home/a long name', directory: false },
    { bytes: 2_000_000, path: '/', directory: true, note: 'not read' },
  ];
  expect(formatUsageTable(ENGLISH.formats, rows, 4_000_000, 40)).toEqual([
    '1.0 MB  ███▎           /home/a long name',
    '2.0 MB  ██████▌        /  (not read)',
    '4.0 MB  █████████████  /home/',
  ]);
  expect(formatUsageTable(ENGLISH.formats, rows, 4_000_000, 20)[0]).toBe('1.0 MB  █▎     /home/a long name');
  expect(formatUsageTable(ENGLISH.formats, [], 0, 80)).toEqual([]);
});
