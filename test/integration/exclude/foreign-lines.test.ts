/** Lines as people bring them from other programs. rsync is the oracle: as they stand they hide nothing, what is offered does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surroundings } from '../../../electron/exclude/diagnostic';
import { diagnose } from '../../../electron/exclude/diagnostics';
import { TreeEvaluator } from '../../../electron/exclude/evaluate-rules';
import { isThere } from '../../../electron/exclude/look-at-path';
import { buildTree } from '../../helpers/build-tree';
import { keptByRsync } from '../../helpers/kept-by';

const FILES = [
  ...['doc/a', 'doc/b.txt', 'My Documents/x', "it's/x", 'pics/a.jpg', 'pics/b.png', 'notes.o', 'notes.tmp'],
  ...['.cache/x', 'deep/er/doc/c', 'log1', 'log2', 'log3', 'kept.o', 'a&b', 'naïve/x'],
];

let base: string;
let home: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'lk-foreign-'));
  home = join(base, 'you');
  for (const name of FILES) put(home, name);
});

afterAll(() => {
  rmSync(base, { recursive: true });
});

function put(root: string, name: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), '');
}

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function around(root: string, list: string, scanned: boolean): Surroundings {
  const roots = [root];
  return {
    ...{ roots, home: root, variables: { USER: 'you', XDG_CONFIG_HOME: '' } },
    exists: (path) => isThere(Buffer.from(path, 'latin1')),
    ...(scanned && { effects: new TreeEvaluator(buildTree(root), roots).evaluate(list).effects }),
  };
}

/** <H> stands for the home directory, which is what is backed up, <B> for the one above. */
const SAMPLES: [line: string, kind: string, instead: string[]][] = [
  ['~/doc/', 'tilde', ['<H>/doc/']],
  ['- ~/doc', 'tilde', ['- <H>/doc']],
  ['~/*.o', 'tilde', ['<H>/*.o']],
  ['$HOME/doc/', 'variable', ['<H>/doc/']],
  ['${HOME}/doc', 'variable', ['<H>/doc']],
  ['${HOME:-/root}/doc', 'variable', ['<H>/doc']],
  ['$XDG_CACHE_HOME/', 'variable', ['<H>/.cache/']],
  ['$XDG_CONFIG_HOME/../doc', 'variable', ['<H>/doc']],
  ['%h/doc', 'variable', ['<H>/doc']],
  ['<B>/$USER/doc', 'variable', ['<H>/doc']],
  ['$(echo ~)/doc', 'variable', []],
  ['"<H>/doc/"', 'quotes', ['<H>/doc/']],
  ["'doc'", 'quotes', ['doc']],
  ['`doc`', 'quotes', ['doc']],
  ['“doc”', 'quotes', ['doc']],
  ['"doc",', 'quotes', ['doc']],
  ['- "doc"', 'quotes', ['- doc']],
  ['<H>/"My Documents"/', 'quotes', ['<H>/My Documents/']],
  ["'- doc'", 'quotes', ['- doc']],
  ['<H>/doc # mine', 'trailing-comment', ['<H>/doc']],
  ['doc/ # mine', 'trailing-comment', ['doc/']],
  ['*.o\t# objects', 'trailing-comment', ['*.o']],
  ['doc // mine', 'trailing-comment', ['doc']],
  ['*.{jpg,png}', 'braces', ['*.jpg', '*.png']],
  ['{doc,pics}/', 'braces', ['doc/', 'pics/']],
  ['log{1..3}', 'braces', ['log1', 'log2', 'log3']],
  ['*.(jpg|png)', 'braces', ['*.jpg', '*.png']],
  ['*.@(jpg|png)', 'braces', ['*.jpg', '*.png']],
  ['{p{ics,ix},doc}', 'braces', ['pics', 'doc', 'pix', 'doc']],
  ['--exclude=doc', 'option-word', ['doc']],
  ["--exclude '*.o'", 'option-word', ['*.o']],
  ['--filter="- *.o"', 'option-word', ['- *.o']],
  ['exclude doc', 'option-word', ['doc']],
  ['exclude: doc', 'option-word', ['doc']],
  ['Exclude = doc', 'option-word', ['doc']],
  ['-e doc', 'option-word', ['doc']],
  ['hide *.o', 'option-word', ['*.o']],
  ['--exclude-from=list', 'option-word', []],
  ['excludes:', 'option-word', []],
  [':- .gitignore', 'option-word', []],
  ['--exclude="$HOME/{doc,pics}/" # mine', 'option-word', ['<H>/doc/', '<H>/pics/']],
  ['-/doc', 'sign-without-blank', ['- /doc']],
  ['-~/doc', 'sign-without-blank', ['- <H>/doc']],
  ['sh:**/doc', 'other-style', ['**/doc']],
  ['sh:doc/*', 'other-style', ['/doc/*']],
  ['- sh:**/*.o', 'other-style', ['- **/*.o']],
  ['pp:doc', 'other-style', ['/doc']],
  ['pf:/notes.o', 'other-style', ['/notes.o']],
  ['fm:*.o', 'other-style', ['*.o']],
  ['fm:*/doc/*', 'other-style', ['**/doc/**']],
  ['re:\\.tmp$', 'other-style', ['*.tmp']],
  ['re:^(a|b)+$', 'other-style', []],
  ['glob:*.o', 'other-style', ['*.o']],
  ['! doc', 'other-style', ['doc']],
  ['^doc/', 'none', []],
  ['^notes\\.o$', 'regular-expression', ['/notes.o']],
  ['.*\\.tmp$', 'regular-expression', ['*.tmp']],
  ['(^|/)doc(/|$)', 'regular-expression', ['doc']],
  ['*.jpg *.png', 'several-rules', ['*.jpg', '*.png']],
  ['*.jpg,*.png', 'several-rules', ['*.jpg', '*.png']],
  ['<H>/doc:<H>/pics', 'several-rules', ['<H>/doc', '<H>/pics']],
  ['C:\\Users\\me\\doc', 'windows-path', ['<H>/doc']],
  ['%USERPROFILE%\\doc\\', 'windows-path', ['<H>/doc/']],
  ['D:\\stuff', 'windows-path', []],
  ['pics\\a.jpg', 'windows-path', ['pics/a.jpg']],
  ['file://<H>/My%20Documents', 'url', ['<H>/My Documents']],
  ['<H>/My\\ Documents/', 'shell-escape', ['<H>/My Documents/']],
  ["it\\'s", 'shell-escape', ["it's"]],
  ['a\\&b', 'shell-escape', ['a&b']],
  ['./doc', 'dot-part', ['<H>/doc']],
  ['./*.o', 'dot-part', ['<H>/*.o']],
  ['<H>/./doc', 'dot-part', ['<H>/doc']],
  ['<H>/pics/../doc/', 'dot-part', ['<H>/doc/']],
  ['../doc', 'dot-part', []],
  ['doc/.', 'dot-part', ['doc']],
  ['<H>//doc', 'double-slash', ['<H>/doc']],
  ['doc//', 'double-slash', ['doc/']],
  ['doc/ ', 'trailing-blank', ['doc/']],
  ['doc\t', 'trailing-blank', ['doc']],
  ['doc\u00a0', 'trailing-blank', ['doc']],
  ['doc\u200b', 'trailing-blank', ['doc']],
  [' doc', 'leading-blank', ['doc']],
  ['-  doc', 'leading-blank', ['- doc']],
  ['\ufeffdoc', 'byte-order-mark', ['doc']],
  ['~/naïve/ ', 'trailing-blank', ['<H>/naïve/']],
  ['<H>', 'is-root', []],
  ['<H>/', 'is-root', []],
  ['~/', 'tilde', []],
  ['<B>/*', 'is-root', []],
  ['<B>/', 'above-root', []],
  ['/', 'above-root', []],
];

describe('as they stand they hide nothing; what is offered hides something', () => {
  test.each(SAMPLES)('%j: %s', async (sample, kind, offered) => {
    const fill = (text: string): string => bytes(text.replaceAll('<H>', home).replaceAll('<B>', base));
    const line = fill(sample);
    const all = await keptByRsync(home, '');
    expect(await keptByRsync(home, `${line}\n`)).toEqual(all);
    for (const scanned of [false, true]) {
      const told = diagnose(`${line}\n`, around(home, `${line}\n`, scanned));
      const own = told.filter((each) => each.kind !== 'matches-nothing');
      expect(own.map((each) => each.kind)).toEqual(kind === 'none' ? [] : [kind]);
      if (kind === 'none') continue;
      expect(own[0]?.instead).toEqual(offered.map(fill));
      // Why it matches nothing is said already.
      expect(told).toHaveLength(1);
    }
    if (offered.length === 0) return;
    const kept = await keptByRsync(home, `${offered.map(fill).join('\n')}\n`);
    expect(kept.length).toBeLessThan(all.length);
  });
});

test('an exception is offered before the rule that it is one from', async () => {
  const list = '# objects\n*.txt\n*.o\n!kept.o\n';
  const [told] = diagnose(list, around(home, list, true)).filter(({ line }) => line === 4);
  expect(told).toMatchObject({ kind: 'negation', about: 3, instead: ['+ kept.o'] });
  expect(await keptByRsync(home, list)).not.toContain('kept.o');
  expect(await keptByRsync(home, '# objects\n*.txt\n+ kept.o\n*.o\n')).toContain('kept.o');
  expect(diagnose('!doc\n', around(home, '!doc\n', false))).toMatchObject([
    { kind: 'negation', about: 0, instead: ['+ doc'] },
  ]);
});

describe('real names of that kind: not a word', () => {
  const NAMES = [
    ...['~', '$HOME', '${HOME}', '"doc"', "'doc'", 'doc # mine', 'a{b,c}d', '--exclude=doc', 'exclude doc'],
    ...[
      '!doc',
      'sh:doc',
      'doc ',
      ' doc',
      'doc\u00a0',
      'a\\b',
      'My\\ Documents',
      'C:\\x',
      '^a\\.b$',
      '%h',
      '`x`',
    ],
    ...['a,b', '-e doc', '! doc'],
  ];
  test.each(NAMES)('%j', async (name) => {
    const root = mkdtempSync(join(base, 'names-'));
    put(root, `${name}/inside`);
    put(root, `down/${name}`);
    put(root, 'doc/x');
    for (const rule of [name, `${name}/`, `/${name}`, `${root}/${name}/`]) {
      const line = bytes(rule);
      const list = `${line}\n`;
      expect((await keptByRsync(root, list)).length).toBeLessThan((await keptByRsync(root, '')).length);
      expect(diagnose(list, around(root, list, true))).toEqual([]);
      expect(diagnose(list, around(root, list, false))).toEqual([]);
    }
    // Deep down only a scan can find it.
    const deep = mkdtempSync(join(base, 'deep-'));
    put(deep, `down/there/${name}`);
    expect(diagnose(`${bytes(name)}\n`, around(deep, `${bytes(name)}\n`, true))).toEqual([]);
  });

  test.each([
    ...[
      '$RECYCLE.BIN/',
      '~$*.docx',
      '.~lock.*#',
      '*~',
      '~lock',
      'Symphony #9',
      'C#',
      'a#b',
      '{0a1b-22}',
      'R&D',
      '#/a',
    ],
    ...['.config/*', '..foo', '...', 'foo..bar', 'a.b', 'it.s', 'exclude', 'include', 're: invoice.eml', 'P'],
    ...[
      '+foo',
      '-foo',
      'foo!',
      'Fish, Chips',
      'a;b',
      'x (1)',
      'x (1|2',
      'node_modules/',
      '**/target/',
      '[a-f]*',
    ],
    ...[
      'foo bar',
      'hide and seek',
      'show time',
      '\\[a]*',
      '*\\ *',
      'a$b',
      '$HOMES',
      'price $',
      '.*',
      '*.py[co]',
      'a:b',
    ],
  ])('%j looks odd and is none of it', (rule) => {
    expect(diagnose(`${bytes(rule)}\n`, around(home, `${rule}\n`, false))).toEqual([]);
  });
});
