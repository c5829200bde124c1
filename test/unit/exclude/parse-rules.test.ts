import { expect, test } from 'vitest';
import { activeRules, parseExcludeList } from '../../../electron/exclude/parse-rules';

const ruleOf = (text: string) => {
  const [line] = parseExcludeList(text);
  return line?.kind === 'rule' ? line.rule : line?.kind;
};

const exclude = (pattern: string, directoriesOnly = false) => ({ include: false, pattern, directoriesOnly });

test.each([
  ['foo', exclude('foo')],
  ['foo/', exclude('foo', true)],
  ['foo//', exclude('foo/', true)],
  ['/', exclude('/')],
  ['- foo', exclude('foo')],
  ['-  foo', exclude(' foo')],
  ['-foo', exclude('-foo')],
  ['-', exclude('-')],
  ['+ foo', { ...exclude('foo'), include: true }],
  ['+foo', exclude('+foo')],
  ['foo ', exclude('foo ')],
  [' # foo', exclude(' # foo')],
  ['- #foo', exclude('#foo')],
  ['!foo', exclude('!foo')],
  ['- !', exclude('!')],
  ['foo\0bar', exclude('foo')],
  ['caf\xe9', exclude('caf\xe9')],
  ['# foo', 'comment'],
  ['; foo', 'comment'],
  ['\0foo', 'blank'],
  ['!', 'clear'],
  ['!\0foo', 'clear'],
  ['- ', 'refused'],
  ['+ \0foo', 'refused'],
  ['a'.repeat(4095), exclude('a'.repeat(4095))],
  ['a'.repeat(4096), 'discarded'],
  [`- ${'a'.repeat(4095)}`, exclude('a'.repeat(4095))],
  ['#'.repeat(5120), 'discarded'],
])('the line %j', (text, expected) => {
  expect(ruleOf(text)).toEqual(expected);
});

test('lines are numbered as an editor numbers them, whatever ends them', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const lines = parseExcludeList(['a', '', '# c', 'd'].join(end) + end);
    expect(lines.map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'rule'],
      [2, 'blank'],
      [3, 'comment'],
      [4, 'rule'],
    ]);
  }
  expect(parseExcludeList('')).toEqual([]);
  expect(parseExcludeList('a').map(({ text }) => text)).toEqual(['a']);
});

test('a clearing line makes rsync forget what came before it', () => {
  const rules = activeRules(parseExcludeList('a\n!\nb\n!\nc\nd\n'));
  expect(rules.map(({ number }) => number)).toEqual([5, 6]);
});
