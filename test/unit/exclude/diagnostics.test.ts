import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Surroundings } from '../../../electron/exclude/diagnostic';
import { diagnose } from '../../../electron/exclude/diagnostics';
import { TreeEvaluator } from '../../../electron/exclude/evaluate-rules';
import { treeOf } from '../../helpers/build-tree';
import { nastyList, nastyTree, nodeOf } from '../../helpers/nasty-trees';

const kindsOf = (list: string, surroundings: Surroundings = { roots: ['/home/u'] }) =>
  diagnose(list, surroundings).map(({ line, kind }) => `${line} ${kind}`);

test.each([
  ['*\nfoo\n', ['2 unreachable']],
  ['*.o\nmain.o\n', ['2 unreachable']],
  ['main.o\n*.o\n', []],
  ['foo\nfoo/\n', ['2 unreachable']],
  ['foo/\nfoo\n', []],
  ['.cache/\n.cache/foo\n', ['2 unreachable']],
  ['.cache/\n/home/u/.cache/**.log\n', ['2 unreachable']],
  ['.cache\n+ .cache/keep/***\n', ['2 unreachable']],
  ['.cache/*\n+ .cache/keep/***\n', ['2 unreachable']],
  ['+ /a/\n/*\n/a/b\n', []],
  ['/*/\n/a/b\n', ['2 unreachable']],
  ['[a-f]*\n[b-c]x\n', ['2 unreachable']],
  ['+ foo\nfoo\n', ['2 unreachable']],
  ['**/foo\nx/foo\n', ['2 unreachable']],
  ['/home/*/foo\n/foo\n', ['2 unreachable']],
  ['foo[\n', ['1 never-matches']],
  ['a*\\\n', ['1 never-matches']],
  ['a//b\n', ['1 double-slash']],
  ['/\n', ['1 above-root']],
])('%j: which rules can never decide', (list, expected) => {
  expect(kindsOf(list, { roots: ['/home/u'], exists: (path) => /^\/home\/u\/(a|foo|$)/.test(path) })).toEqual(
    expected,
  );
});

test('what is odd in the text', () => {
  expect(kindsOf('\xef\xbb\xbf# c\na \n- \n b\nc\0d\n')).toEqual([
    '1 byte-order-mark',
    '2 trailing-blank',
    '3 refused',
    '4 leading-blank',
    '5 nul-byte',
  ]);
  expect(kindsOf('a\nb\r\nc\r\n')).toEqual(['2 windows-line-ends']);
  expect(kindsOf(`${'a'.repeat(4096)}\n`)).toEqual(['1 discarded']);
  expect(kindsOf('a\n!\nb\n')).toEqual(['2 clears']);
});

test('an anchored rule that leads into no root and is at the top of none', () => {
  const exists = (path: string) => path === '/home/u/videos';
  const roots = ['/home/u', '/srv'];
  expect(kindsOf('/var/log\n/videos\n/srv/a\n/home/*/b\n/nope/*.o\n', { roots, exists })).toEqual([
    '1 outside-roots',
    '5 outside-roots',
  ]);
});

test('what a scan adds: rules that match nothing, or only what others have decided', () => {
  const tree = treeOf(nodeOf('/r', { a: { b: null } }));
  const list = 'a\nb\nc\n/nowhere\n';
  const { effects } = new TreeEvaluator(tree, ['/r']).evaluate(list);
  expect(kindsOf(list, { roots: ['/r'], effects })).toEqual([
    '2 decides-nothing',
    '3 matches-nothing',
    '4 outside-roots',
    '4 matches-nothing',
  ]);
});

test('no tree proves a claim wrong that a rule can never decide, or never match', () => {
  fc.assert(
    fc.property(nastyTree, nastyList, (content, list) => {
      const { effects } = new TreeEvaluator(treeOf(nodeOf('/r', content)), ['/r']).evaluate(list);
      for (const { line, kind } of diagnose(list, { roots: ['/r'] })) {
        const effect = effects.find((each) => each.line === line);
        if (kind === 'never-matches') expect(effect?.matches).toBe(0);
        if (kind === 'unreachable') expect(effect?.own).toEqual({ files: 0, directories: 0, bytes: 0 });
      }
    }),
    { numRuns: 2000 },
  );
});
