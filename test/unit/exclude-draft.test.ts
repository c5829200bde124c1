import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineEndOf } from '../../renderer/excludes/line-ends';
import { changesTo, diffRows, lineAfter, mergeLists } from '../../renderer/excludes/merge-lines';
import { takeChange } from '../../renderer/excludes/take-change';

const text = fc
  .array(fc.constantFrom('', 'a', 'b', 'c', '# d', '+ e'), { maxLength: 6 })
  .map((lines) => lines.join('\n'));

test('the changes make one text the other', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      let made = before;
      for (const { from, to, insert } of changesTo(before, after).reverse())
        made = made.slice(0, from) + insert + made.slice(to);
      expect(made).toBe(after);
    }),
    { numRuns: 3000 },
  );
});

test('what only one side has changed is taken as it is', () => {
  fc.assert(
    fc.property(text, text, (base, changed) => {
      expect(mergeLists(changed, base, base)).toBe(changed);
      expect(mergeLists(base, base, changed)).toBe(changed);
    }),
  );
});

test('changes in different places go together; rules added in one place do so where their order says nothing', () => {
  expect(mergeLists('A\nb\nc\n', 'a\nb\nc\n', 'a\nb\nC\n')).toBe('A\nb\nC\n');
  expect(mergeLists('a\nmine/\n', 'a\n', 'a\ntheirs/\n')).toBe('a\ntheirs/\nmine/\n');
  expect(mergeLists('a\n+ mine/\n', 'a\n', 'a\ntheirs/\n')).toBeUndefined();
  expect(mergeLists('mine\n', 'a\n', 'theirs\n')).toBeUndefined();
});

test('a file that has changed is taken, merged, or asked about; never more than that', () => {
  expect(takeChange('a\n', 'a\n', 'b\n')).toEqual({ kind: 'reload', text: 'b\n' });
  expect(takeChange('a\n', 'a\nx\n', 'a\n')).toEqual({ kind: 'nothing' });
  expect(takeChange('a\n', 'b\n', 'b\n')).toEqual({ kind: 'nothing' });
  expect(takeChange('a\nb\n', 'a\nb\nx\n', 'z\na\nb\n')).toEqual({ kind: 'merged', text: 'z\na\nb\nx\n' });
  expect(takeChange('a\n', 'b\n', 'c\n')).toEqual({ kind: 'conflict' });
  expect(takeChange('a\nb\n', 'a\nb\nx\n', 'a\r\nb\r\n')).toEqual({ kind: 'conflict' });
  // Nothing touches, and yet two kinds of line ends would be in one list.
  expect(takeChange('', 'x\n', 'new\r\n')).toEqual({ kind: 'conflict' });
});

test('line ends are of one kind, or each is as it is', () => {
  expect(lineEndOf('a\r\nb\r\n')).toBe('\r\n');
  expect(lineEndOf('a\nb\r\n')).toBe('\n');
  expect(lineEndOf('a\rb\r\n')).toBe('\n');
  expect(lineEndOf('')).toBe('\n');
});

test('the diff shows what goes and comes, with two lines around', () => {
  const rows = diffRows('1\n2\n3\n4\n5\nold\n', '1\n2\n3\n4\n5\nnew\n');
  expect(rows).toEqual([
    { kind: 'skipped', count: 3 },
    { kind: 'same', text: '4', line: 4 },
    { kind: 'same', text: '5', line: 5 },
    { kind: 'removed', text: 'old', line: 6 },
    { kind: 'added', text: 'new', line: 6 },
  ]);
});

test('a line of the file is found in the draft', () => {
  expect(lineAfter('a\nb\nc\n', 'x\na\nc\n', 1)).toBe(2);
  expect(lineAfter('a\nb\nc\n', 'x\na\nc\n', 3)).toBe(3);
  expect(lineAfter('a\nb\n', 'a\nb\nc\n', 2)).toBe(2);
});
