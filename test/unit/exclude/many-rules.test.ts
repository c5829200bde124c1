/** Judging thousands of rules: the same answers as one by one, and work in proportion to their number. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { collectEach, collectMany } from '../../../electron/exclude/collect-many';
import { diagnose } from '../../../electron/exclude/diagnostics';
import { TreeEvaluator } from '../../../electron/exclude/evaluate-rules';
import { locateRoots } from '../../../electron/exclude/locate-roots';
import { compileRule, matchesPath } from '../../../electron/exclude/match-rule';
import { LiteralIndex } from '../../../electron/exclude/literal-index';
import { activeRules, parseExcludeList } from '../../../electron/exclude/parse-rules';
import { PatternAutomaton } from '../../../electron/exclude/pattern-automaton';
import { translateRule } from '../../../electron/exclude/rules-for-transfer';
import { treeOf } from '../../helpers/build-tree';
import { nastyList, nastyName, nastyTree, nodeOf, type NastyTree } from '../../helpers/nasty-trees';

const compiledBelow = (list: string, root: string) =>
  activeRules(parseExcludeList(list)).flatMap(({ rule }) => translateRule(rule, root).map(compileRule));

test('many rules at once match the nodes that each matches by itself', () => {
  let matched = 0;
  fc.assert(
    fc.property(nastyTree, nastyTree, nastyList, nastyList, (content, inner, ...lists) => {
      const tree = treeOf(nodeOf('/r', { ...content, inner: { a: inner, b: null } }));
      const located = locateRoots(tree, ['/r', '/r/inner/a']);
      for (const [index, root] of ['/r', '/r/inner/a'].entries()) {
        const rules = compiledBelow(lists.join('\n'), root);
        const wanted = collectEach(tree, located, index, rules).map((nodes) => nodes.sort());
        matched += wanted.reduce((sum, { length }) => sum + length, 0);
        expect(collectMany(tree, located, index, rules).map((nodes) => nodes.sort())).toEqual(wanted);
      }
    }),
    { numRuns: 400 },
  );
  expect(matched).toBeGreaterThan(1000);
});

test('the index names every rule that matches a path, or a directory on the way to it', () => {
  const path = fc.array(nastyName, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(path, nastyList, (names, list) => {
      const rules = compiledBelow(list, '/r');
      const named = new LiteralIndex(rules).of(Buffer.from(names.join('/'), 'latin1'));
      for (const [index, rule] of rules.entries()) {
        const matches = names.some((_, at) =>
          matchesPath(rule, Buffer.from(names.slice(0, at + 1).join('/'), 'latin1'), true),
        );
        if (matches) expect(named).toContain(index);
      }
    }),
    { numRuns: 1000 },
  );
});

/** As people have them by the thousand: written by a program. */
const SHAPES: Record<string, (index: number) => string> = {
  'full paths': (index) => `/home/u/projects/${index % 40}/number-${index}/build/`,
  names: (index) => `name-${index}`,
  endings: (index) => `*.ext${index}`,
  mixed: (index) =>
    [`/home/u/d${index}/`, `c-${index}/`, `a${index}/b*/c`, `/home/u/**/x${index}`, `**/y-${index}/`][
      index % 5
    ] ?? '',
  'all behind a star': (index) => (index === 0 ? '*' : `name-${index}`),
  'one rule, written again and again': () => 'node_modules/',
  "git's exceptions": (index) => (index === 0 ? '*.txt' : `!keep-${index}.txt`),
  "a shell's": (index) => [`~/d${index}`, `"d${index}"`, `$HOME/d${index}`][index % 3] ?? '',
  'with exceptions': (index) => `${index % 2 === 0 ? '+ ' : ''}*-${index >> 1}.txt`,
};

let steps = 0;

type Step = (this: PatternAutomaton, ...args: unknown[]) => number;

beforeEach(() => {
  for (const name of ['next', 'walk'] as const) {
    const step = Object.getOwnPropertyDescriptor(PatternAutomaton.prototype, name)?.value as Step;
    vi.spyOn(PatternAutomaton.prototype, name).mockImplementation(function (
      this: PatternAutomaton,
      ...args: unknown[]
    ) {
      steps += 1;
      return step.apply(this, args);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A directory of 100 directories with 10 files each, some of which rules of all shapes match. */
function sampleTree() {
  const files = (from: number): NastyTree =>
    Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [
        `${['name', 'x', 'c'][index % 3] ?? ''}-${from + index}${['', '.txt', `.ext${from}`][index % 3] ?? ''}`,
        null,
      ]),
    );
  return treeOf(
    nodeOf(
      '/home/u',
      Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`d${index}`, files(index * 10)])),
    ),
  );
}

function stepsFor(work: () => void): number {
  steps = 0;
  work();
  return steps;
}

test.each(Object.entries(SHAPES))(
  '%s: four times as many rules cost about four times the work',
  (_, rule) => {
    const listOf = (count: number) => Array.from({ length: count }, (_each, index) => rule(index)).join('\n');
    const tree = sampleTree();
    const judge = (count: number) => () => {
      diagnose(listOf(count), { roots: ['/home/u'], home: '/home/u', exists: () => false });
    };
    const weigh = (count: number) => () => {
      new TreeEvaluator(tree, ['/home/u']).evaluate(listOf(count));
    };
    const few = { judged: stepsFor(judge(500)), weighed: stepsFor(weigh(500)) };
    const many = { judged: stepsFor(judge(2000)), weighed: stepsFor(weigh(2000)) };
    expect(many.judged).toBeLessThan(5 * few.judged + 4000);
    expect(many.weighed).toBeLessThan(5 * few.weighed + 4000);
    // Each with each would be millions.
    expect(many.judged).toBeLessThan(1000 * 2000);
    expect(many.weighed).toBeLessThan(1000 * 2000);
  },
);
