import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rulesForTransfer } from '../../electron/exclude/rules-for-transfer';

/**
 * rsync itself says what a rule means. Under --relative a rule with a leading slash is a full path, as people write it;
 * the transfer of one root has to leave out the same, by rules that count from that root.
 */

let base: string;
let root: string;

/** A tree in which each rule below can hit something. */
const FILES = [
  ...['a', 'b', 'ab', 'a b', '[a]', '\\a', '*', '.a', 'caf\u00e9'],
  ...['d/a', 'd/b', 'd/d/a', 'd/d/ab', 'd/e/b', 'd/.a', 'd/[a]'],
  ...['e/a', 'e/d/a', 'e/d/d/b', 'e/a b', 'oot/a', 'oot/oot/a', 'r/oot/b'],
];

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'lk-rules-'));
  root = join(base, 'r/oot');
  for (const name of FILES) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), '');
  }
});

afterAll(() => {
  rmSync(base, { recursive: true });
});

function list(source: string, rules: string, ...options: string[]): string[] {
  const listed = spawnSync(
    'rsync',
    ['-rn8', ...options, '--exclude-from=-', '--out-format=%n', source, '/nowhere/at/all/'],
    {
      input: Buffer.from(rules, 'latin1'),
      encoding: 'latin1',
    },
  );
  expect(listed.stderr).toBe('');
  return listed.stdout.split('\n').filter((name) => name !== '');
}

/** What rsync sends of the root where the list's anchored rules are full paths; names relative to the root. */
function sentByFullPaths(excludeList: string): string[] {
  const parts = root.split('/').slice(1);
  // The way down to the root is not what the rules are asked about.
  const ancestors = parts.map((_, index) => `+ /${parts.slice(0, index + 1).join('/')}/\n`).join('');
  const top = `${root}/`;
  return list(`${root}/`, ancestors + excludeList, '-R')
    .filter((name) => name.startsWith(top) && name !== top)
    .map((name) => name.slice(top.length))
    .sort();
}

function sentByTransfer(excludeList: string): string[] {
  return list(`${root}/`, rulesForTransfer(excludeList, root, false))
    .filter((name) => name !== './')
    .sort();
}

/** A request without the slash behind the root sends its name, too. */
function sentByTransferWithName(excludeList: string): string[] {
  const rules = `+ /oot/\n${rulesForTransfer(excludeList, root, true)}`;
  return list(root, rules)
    .filter((name) => name !== 'oot/')
    .map((name) => name.replace(/^oot\//, ''))
    .sort();
}

/** One name below the root, or a pattern for some. */
const tailPart = fc.constantFrom(
  ...['a', 'b', 'ab', 'd', 'e', 'a b', '.a', '*', '?', 'a*', '*b', '[ab]', '[!a]', '[^a-c]', '?b', '\\a'],
  ...['\\[a]', '[[]a]', '\\*', 'd?', '[a', '[]a]', 'oot', 'r', '*.*', '[[:alpha:]]', 'caf*', '**b', 'a**'],
);

/** One name on the way to the root, as itself or as a pattern that it matches; or, now and then, another name. */
function rootPart(name: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(name) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('*', `${name.slice(0, 1)}*`, `*${name.slice(-1)}`, `?${name.slice(1)}`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        `[${name.slice(0, 1)}]${name.slice(1)}`,
        `[!${name.slice(0, 1)}]${name.slice(1)}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'elsewhere',
        `${name}x`,
        `\\${name}`,
        `${name.slice(0, 1)}**`,
        `**${name.slice(-1)}`,
        '**',
        '***',
      ),
    },
  );
}

const tail = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: tailPart }, { weight: 1, arbitrary: fc.constant('**') }), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.boolean(),
  )
  .map(([parts, slash]) => parts.join('/') + (slash ? '/' : ''));

function fullPath(): fc.Arbitrary<string> {
  const way = fc.tuple(...root.split('/').slice(1).map(rootPart));
  const gap = fc.option(fc.tuple(fc.nat(3), fc.nat(3)), { freq: 6 });
  return fc.tuple(way, tail, gap).map(([parts, rest, spanned]) => {
    const pattern = [...parts];
    if (spanned !== null) pattern.splice(spanned[0], spanned[1], '**');
    return `/${pattern.join('/')}/${rest}`;
  });
}

/** A rule without a leading slash that cannot reach above the root. */
const floating = fc
  .oneof(
    fc.tuple(tailPart, fc.constantFrom('', '/')),
    fc.tuple(fc.constantFrom('d/', 'e/d/', 'd/**/'), tailPart, fc.constantFrom('', '/', '/***')),
  )
  .map((parts) => parts.join(''));

function excludeLists(): fc.Arbitrary<string> {
  const rule = fc.oneof({ weight: 3, arbitrary: fullPath() }, { weight: 1, arbitrary: floating });
  const line = fc.tuple(fc.constantFrom('', '- ', '+ '), rule).map((parts) => parts.join(''));
  const other = fc.constantFrom('', '# a comment', '; another', '#/a');
  const lines = fc.array(fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: other }), {
    minLength: 1,
    maxLength: 5,
  });
  return fc.tuple(lines, fc.constantFrom('\n', '\r\n')).map(([all, end]) => all.join(end) + end);
}

test('rules with full paths leave out of a transfer what rsync says they name', () => {
  fc.assert(
    fc.property(excludeLists(), (excludeList) => {
      const wanted = sentByFullPaths(excludeList);
      expect(sentByTransfer(excludeList)).toEqual(wanted);
      expect(sentByTransferWithName(excludeList)).toEqual(wanted);
    }),
    { numRuns: 100 },
  );
});

test('a rule that does not lead into the root counts from it, as in rsync', () => {
  expect(sentByTransfer('/d/\n/e/d/\n/a\n')).toEqual(
    execFileSync('rsync', [
      '-rn8',
      '--exclude=/d/',
      '--exclude=/e/d/',
      '--exclude=/a',
      '--out-format=%n',
      `${root}/`,
      '/nowhere/at/all/',
    ])
      .toString('latin1')
      .trimEnd()
      .split('\n')
      .filter((name) => name !== './')
      .sort(),
  );
  expect(sentByTransfer('/d/\n/a\n')).toContain('e/d/a');
  expect(sentByTransfer('/d/\n/a\n')).not.toContain('a');
});
