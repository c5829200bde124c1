import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editorLines, toBytes, toText } from '../../../electron/exclude/list-text';

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array).toString('latin1'));

test('whatever bytes a list has, they come back from the text', () => {
  fc.assert(
    fc.property(bytes, (list) => {
      expect(toBytes(toText(list))).toBe(list);
    }),
    { numRuns: 5000 },
  );
});

test('UTF-8 is read as such, also between bytes that are none', () => {
  const list = Buffer.concat([Buffer.from('Töne/\n'), Buffer.from([0xff, 0xc3]), Buffer.from('ü\n😀')]);
  expect(toText(list.toString('latin1'))).toBe('Töne/\n\udcff\udcc3ü\n😀');
  expect(toText('\xef\xbb\xbfa')).toBe('\ufeffa');
});

test('a carriage return ends a line for rsync, and none for an editor', () => {
  expect(editorLines('a\r\nb\rc\nd')).toEqual([0, 1, 2, 2, 3]);
});
