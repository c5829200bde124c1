/** A rule with a leading slash is a full path: what our rewriting for one root keeps is what rsync's --relative keeps. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidePath } from '../../../electron/exclude/decide-path';
import { isExcluded } from '../../../electron/exclude/is-excluded';
import { activeRules, parseExcludeList } from '../../../electron/exclude/parse-rules';
import { translateAnchored } from '../../../electron/exclude/translate-anchored';
import { buildTree } from '../../helpers/build-tree';
import { keptByFullPaths, keptByRsync, keptByRsyncWithName, keptByUs } from '../../helpers/kept-by';
import { makeTree } from '../../helpers/nasty-trees';

const CONTENT = {
  ...{ a: null, b: null, 'a b': null, '[a]': null, '\\a': null, '*': null, '.a': null, 'caf\xc3\xa9': null },
  d: { a: null, b: null, '[a]': null, d: { a: null, ab: null }, e: { b: null } },
  e: { 'a b': null, d: { a: null, d: { b: null } } },
  oot: { a: null, oot: { a: null } },
};

let base: string;
const roots: string[] = [];

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'lk-paths-'));
  for (const name of ['r/oot', 'r/o*t', 'r\\o/a[b', 'ré/\\d', 'r/d/d']) {
    const root = join(base, name);
    mkdirSync(root, { recursive: true });
    makeTree(Buffer.from(root).toString('latin1'), CONTENT);
    roots.push(root);
  }
});

afterAll(() => {
  rmSync(base, { recursive: true });
});

const tailPart = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    'd',
    'e',
    'a b',
    '.a',
    '*',
    '?',
    'a*',
    '[ab]',
    '[!a]',
    '\\[a]',
    '[[]a]',
    '\\*',
    '\\\\a',
    '\\a',
  ],
  ...['d?', '[a', 'oot', '*.*', 'caf*', '**b', 'a**', '**', '***', '\\d', '[/]a', 'd\\'],
);

const escaped = (name: string) => name.replace(/[\\*?[]/g, '\\$&');

/** One name on the way to the root, as itself or as a pattern that (mostly) matches it. */
const rootPart = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(name, name, escaped(name)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('*', `${name.slice(0, 1)}*`, `*${name.slice(-1)}`, `?${name.slice(1)}`),
    },
    { weight: 1, arbitrary: fc.constantFrom(`[!/]${escaped(name.slice(1))}`, `\\${name}`) },
    { weight: 1, arbitrary: fc.constantFrom('**', `**${name.slice(-1)}`, '***', `${name.slice(0, 1)}**`) },
  );

const linesFor = (root: string): fc.Arbitrary<string> => {
  const parts = Buffer.from(root).toString('latin1').split('/').slice(1);
  const way = fc.tuple(...parts.map(rootPart));
  const tail = fc.tuple(fc.array(tailPart, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '', '/'));
  const rule = fc.tuple(fc.constantFrom('', '- ', '+ '), way, tail).map(([sign, names, [rest, slash]]) => {
    return `${sign}/${[...names, ...rest].join('/')}${slash}`;
  });
  return fc.array(rule, { minLength: 1, maxLength: 4 }).map((rules) => `${rules.join('\n')}\n`);
};

/** A rule that leads into no root counts from the top of it, which --relative cannot show. */
const leadsNowhere = (list: string, root: string): boolean =>
  activeRules(parseExcludeList(list)).some(
    ({ rule }) => !translateAnchored(rule.pattern, Buffer.from(root).toString('latin1')).leadsIntoRoot,
  );

test.each([0, 1, 2, 3, 4])('root %i: full paths mean what rsync says they name', async (index) => {
  const root = roots[index] ?? '';
  const tree = buildTree(root);
  await fc.assert(
    fc.asyncProperty(fc.array(linesFor(root), { minLength: 6, maxLength: 6 }), async (lists) => {
      await Promise.all(
        lists
          .filter((list) => !leadsNowhere(list, root))
          .map(async (list) => {
            const wanted = await keptByFullPaths(root, list);
            expect(keptByUs(tree, root, list), JSON.stringify(list)).toEqual(wanted);
            expect(await keptByRsync(root, list), JSON.stringify(list)).toEqual(wanted);
            expect(await keptByRsyncWithName(root, list), JSON.stringify(list)).toEqual(wanted);
          }),
      );
    }),
    { numRuns: 8 },
  );
});

test('one path asked for alone: our answer is what rsync answers for the check of the store', async () => {
  const [root = ''] = roots;
  await fc.assert(
    fc.asyncProperty(
      linesFor(root),
      fc.constantFrom('d', 'd/d', 'e/d/d', 'oot/oot', 'e'),
      async (excludeList, below) => {
        const directory = join(root, below);
        const [decision] = decidePath(parseExcludeList(excludeList), [root], directory, () => true);
        expect(decision?.excluded).toBe(
          await isExcluded({ rsync: '/usr/bin/rsync', excludeList, root, directory }),
        );
      },
    ),
    { numRuns: 30 },
  );
});
