import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertLine, moveLine, removeLine } from '../../../electron/exclude/edit-lines';
import { parseExcludeList } from '../../../electron/exclude/parse-rules';

test('a line is added behind the last one or before another, with the line end of the file', () => {
  expect(insertLine('', 'x')).toBe('x\n');
  expect(insertLine('a\n', 'x')).toBe('a\nx\n');
  expect(insertLine('a', 'x')).toBe('a\nx\n');
  expect(insertLine('# c\r\n\r\na', 'x')).toBe('# c\r\n\r\na\r\nx\r\n');
  expect(insertLine('a\nb\n', 'x', 2)).toBe('a\nx\nb\n');
});

test('a line is removed or moved, and the others stay byte for byte', () => {
  expect(removeLine('# c \na\r\nb', 2)).toBe('# c \nb');
  expect(removeLine('a\n', 1)).toBe('');
  expect(moveLine('a\nb\nc\n', 3, 1)).toBe('c\na\nb\n');
  expect(moveLine('a\nb\nc', 3, 1)).toBe('c\na\nb\n');
});

const list = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b ', '# c', '', ' ')),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));
const texts = (bytes: string) => parseExcludeList(bytes).map(({ text }) => text);

test('adding a line and removing it again gives the same lines', () => {
  fc.assert(
    fc.property(list, fc.nat(), (bytes, place) => {
      const lines = texts(bytes);
      const before = (place % (lines.length + 1)) + 1;
      const added = insertLine(bytes, 'new', before);
      expect(texts(added)).toEqual([...lines.slice(0, before - 1), 'new', ...lines.slice(before - 1)]);
      expect(texts(removeLine(added, before))).toEqual(lines);
      // What had a line end before is the same bytes afterwards.
      if (/[\r\n]$/.test(bytes)) expect(removeLine(added, before)).toBe(bytes);
    }),
    { numRuns: 1000 },
  );
});

test('moving a line and moving it back gives the same lines', () => {
  fc.assert(
    fc.property(list, fc.nat(), fc.nat(), (bytes, from, to) => {
      const lines = texts(bytes);
      fc.pre(lines.length > 0);
      const [source, target] = [(from % lines.length) + 1, (to % lines.length) + 1];
      const moved = moveLine(bytes, source, target);
      expect(texts(moved)[target - 1]).toBe(lines[source - 1]);
      expect(texts(moveLine(moved, target, source))).toEqual(lines);
    }),
    { numRuns: 1000 },
  );
});
