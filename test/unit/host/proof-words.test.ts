/** The lines of `checksums`, and the rules that let a sample through. */
import { describe, expect, test } from 'vitest';
import {
  formatEntry,
  formatSummary,
  parseEntry,
  parseSummary,
  type ChecksumEntry,
} from '../../../host/proof/checksum-lines';
import { hasIncludeRules, sampleRules } from '../../../host/proof/sample-rules';
import { shownPath } from '../../../host/proof/show-path';

const entry: ChecksumEntry = {
  sha256: 'ab'.repeat(32),
  size: 12,
  mtimeMs: 1_700_000_000_123.4568,
  ino: 4711,
  names: 1,
  path: 'home/you/letter',
};

describe('a line', () => {
  test.each([
    'plain',
    'with space',
    'new\nline\r',
    '100%',
    '%41',
    'caf\xe9\xff\x01',
    '#hash',
    ' ',
    'a/b\\c',
    '\x7f',
  ])('holds the path %j, in one line of plain characters', (path) => {
    const line = formatEntry({ ...entry, path });
    expect(line).toMatch(/^[\x20-\x7e]+\n$/);
    expect(parseEntry(line.trimEnd())).toEqual({ ...entry, path });
  });

  test.each([0, -1_000_000.5, 1e21, 1_700_000_000_123.4568])('holds the time %d', (mtimeMs) => {
    expect(parseEntry(formatEntry({ ...entry, mtimeMs }).trimEnd())).toEqual({ ...entry, mtimeMs });
  });

  test.each([
    '',
    '# {}',
    'ab 1 2 3 4 path',
    formatEntry(entry).slice(1),
    `${formatEntry(entry).trimEnd()} more`,
  ])('%j is none', (line) => {
    expect(parseEntry(line)).toBeUndefined();
  });

  test('may sum up', () => {
    const summary = { files: 3, bytes: 5 };
    expect(parseSummary(formatSummary(summary).trimEnd())).toEqual(summary);
    expect(parseSummary('# {"files":"many"}')).toBeUndefined();
  });
});

describe('the rules of a sample', () => {
  const rulesFor = (...paths: string[]): string[] =>
    sampleRules(paths).toString('latin1').split('\0').slice(0, -1);

  test('are each file, the directories above it, and nothing else', () => {
    expect(rulesFor('a/b/c', 'a/d')).toEqual(['+ /a/', '+ /a/b/', '+ /a/b/c', '+ /a/d', '- *']);
  });

  test('escape wildcards, and a backslash only beside one', () => {
    expect(rulesFor('a*b', 'c?[d]\\', 'plain\\', 'new\nline\xff')).toEqual([
      '+ /a\\*b',
      '+ /c\\?\\[d]\\\\',
      '+ /plain\\',
      '+ /new\nline\xff',
      '- *',
    ]);
  });

  test.each([
    ['/a\n- b\n# + c\n', false],
    ['+ important.tmp\n- *.tmp\n', true],
    ['/a\r\n+ /b/\r\n', true],
    ['+plain\n', false],
    ['', false],
  ])('are refused by a list such as %j: %s', (list, expected) => {
    expect(hasIncludeRules(list)).toBe(expected);
  });
});

test('a path that is shown moves no cursor and turns no text around', () => {
  expect(shownPath('home/\x1b[2Ja\nb \xe2\x80\xae')).toBe('/home/\\u{1b}[2Ja\\u{a}b \\u{202e}');
});
