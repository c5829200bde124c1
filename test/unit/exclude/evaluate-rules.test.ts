import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FATE } from '../../../electron/exclude/decide-nodes';
import { decidePath } from '../../../electron/exclude/decide-path';
import { TreeEvaluator } from '../../../electron/exclude/evaluate-rules';
import { removeLine } from '../../../electron/exclude/edit-lines';
import { binaryNameOf, binaryPathOf } from '../../../electron/usage/node-path';
import { parseExcludeList } from '../../../electron/exclude/parse-rules';
import { FLAGS } from '../../../electron/usage/scanned-tree';
import { treeOf } from '../../helpers/build-tree';
import { nastyList, nastyTree, nodeOf, type NastyTree } from '../../helpers/nasty-trees';

const scanned = (path: string, content: NastyTree) => treeOf(nodeOf(path, content));

const home = scanned('/home/u', {
  a: { 'x.o': null, 'x.c': null, keep: { 'y.o': null } },
  '.cache': { z: null },
  'b.o': null,
});

function excludedPaths(list: string, tree = home, roots = ['/home/u']): string[] {
  const { fate } = new TreeEvaluator(tree, roots).evaluate(list);
  return Array.from(fate.keys())
    .filter((node) => fate[node] === FATE.excluded)
    .map((node) => binaryPathOf(tree, node))
    .sort();
}

test('a directory that is left out takes all in it along, and its line decides there, too', () => {
  const { decidingLine, fate } = new TreeEvaluator(home, ['/home/u']).evaluate('z\n.cache/\n');
  const of = (name: string) => Array.from(fate.keys()).findIndex((node) => binaryNameOf(home, node) === name);
  expect([decidingLine[of('.cache')], decidingLine[of('z')], decidingLine[of('a')]]).toEqual([2, 2, 0]);
  expect([fate[of('.cache')], fate[of('z')], fate[of('a')]]).toEqual([1, 1, 0]);
});

test('the first rule that matches decides', () => {
  expect(excludedPaths('+ b.o\n*.o\n')).toEqual(['/home/u/a/keep/y.o', '/home/u/a/x.o']);
  expect(excludedPaths('*.o\n+ b.o\n')).toEqual(['/home/u/a/keep/y.o', '/home/u/a/x.o', '/home/u/b.o']);
});

test('several roots: each counts its own anchored rules, full paths lead into one', () => {
  const top = { name: Buffer.alloc(0), flags: FLAGS.directory };
  const both = treeOf({
    ...top,
    children: [nodeOf('/srv', { a: null, b: null }), nodeOf('/home/u', { a: null, b: null })],
  });
  expect(excludedPaths('/a\n', both, ['/home/u', '/srv'])).toEqual(['/home/u/a', '/srv/a']);
  expect(excludedPaths('/srv/a\n', both, ['/home/u', '/srv'])).toEqual(['/srv/a']);
  expect(excludedPaths('/*/a\n', both, ['/srv'])).toEqual(['/srv/a']);
});

test('roots inside of what was scanned: the rest is outside, and counted nowhere', () => {
  const tree = scanned('/', { home: { u: { a: null, b: null }, v: { a: null } }, etc: { a: null } });
  expect(excludedPaths('a\n', tree, ['/home/u'])).toEqual(['/home/u/a']);
  const { totals } = new TreeEvaluator(tree, ['/home/u']).evaluate('a\n');
  expect([totals.excluded.files, totals.backedUp.files, totals.backedUp.directories]).toEqual([1, 1, 1]);
});

test('what cannot be read is counted apart, unless it is left out', () => {
  const closed = { name: Buffer.from('closed'), flags: FLAGS.directory | FLAGS.unreadable };
  const tree = treeOf({ name: Buffer.from('/r'), flags: FLAGS.directory, children: [closed] });
  const evaluator = new TreeEvaluator(tree, ['/r']);
  expect(evaluator.evaluate('').totals.unreadable.directories).toBe(1);
  expect(evaluator.evaluate('closed\n').totals.unreadable.directories).toBe(0);
});

const inMemory = fc
  .tuple(nastyTree, nastyList)
  .map(([content, list]) => ({ tree: scanned('/r', content), list }));

test('what a line does alone is what changes when it is removed', () => {
  fc.assert(
    fc.property(inMemory, ({ tree, list }) => {
      const evaluator = new TreeEvaluator(tree, ['/r'], 'apparent');
      const { effects, totals } = evaluator.evaluate(list);
      for (const { line, include, alone } of effects) {
        const without = evaluator.evaluate(removeLine(list, line)).totals.excluded;
        const sign = include ? -1 : 1;
        expect(alone).toEqual({
          files: Math.abs(sign * (totals.excluded.files - without.files)),
          directories: Math.abs(sign * (totals.excluded.directories - without.directories)),
          bytes: Math.abs(sign * (totals.excluded.bytes - without.bytes)),
        });
      }
      const own = effects
        .filter(({ include }) => !include)
        .reduce((sum, effect) => sum + effect.own.bytes, 0);
      expect(own).toBe(totals.excluded.bytes);
    }),
    { numRuns: 1000 },
  );
});

test('an evaluation after edits is what a fresh one would be', () => {
  fc.assert(
    fc.property(nastyTree, fc.array(nastyList, { minLength: 2, maxLength: 4 }), (content, lists) => {
      const tree = scanned('/r', content);
      const used = new TreeEvaluator(tree, ['/r']);
      for (const list of lists) {
        expect(used.evaluate(list)).toEqual(new TreeEvaluator(tree, ['/r']).evaluate(list));
      }
    }),
    { numRuns: 300 },
  );
});

test('one path asked for alone comes to the same as in the whole tree', () => {
  fc.assert(
    fc.property(inMemory, ({ tree, list }) => {
      const { decidingLine, fate } = new TreeEvaluator(tree, ['/r']).evaluate(list);
      const utf8 = (node: number) => Buffer.from(binaryPathOf(tree, node), 'latin1').toString('utf8');
      const directories = new Set<string>();
      for (let node = 0; node < tree.nodeCount; node += 1) {
        if (((tree.flags[node] ?? 0) & FLAGS.directory) !== 0) directories.add(utf8(node));
      }
      for (let node = 1; node < tree.nodeCount; node += 1) {
        // A path on the command line is UTF-8.
        if (utf8(node).includes('\ufffd')) continue;
        const [decision] = decidePath(parseExcludeList(list), ['/r'], utf8(node), (path) =>
          directories.has(path),
        );
        expect(decision?.excluded).toBe(fate[node] === FATE.excluded);
        expect(decision?.line ?? 0).toBe(decidingLine[node]);
      }
    }),
    { numRuns: 500 },
  );
});
