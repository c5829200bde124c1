/** The examples of rsync(1), "FILTER RULES" and "PATTERN MATCHING RULES", and corners of its matching; each asked of rsync, too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScannedTree } from '../../../electron/usage/scanned-tree';
import { buildTree } from '../../helpers/build-tree';
import { keptByRsync, keptByUs } from '../../helpers/kept-by';
import { makeTree } from '../../helpers/nasty-trees';

const file = null;
const CONTENT = {
  'main.c': file,
  'main.o': file,
  'foo\\bar': file,
  foobar: file,
  ']': file,
  '[]': file,
  ':]': file,
  'a-b': file,
  '-': file,
  '[': file,
  link: 'foo',
  '\xe4': file,
  'a\nb': file,
  foo: {
    bar: file,
    'bar.c': file,
    'one.o': file,
    x: { bar: { deep: file }, y: { bar: file, foo: { bar: file } } },
    foo: { bar: file, '.hidden': file },
  },
  dir_name: { a: file, b: { c: file } },
  a: { b: { c: file, a: { b: file } }, xb: file, '-': file },
};

let root: string;
let tree: ScannedTree;

beforeAll(() => {
  root = join(mkdtempSync(join(tmpdir(), 'lk-examples-')), 'root');
  makeTree(root, CONTENT);
  tree = buildTree(root);
});

afterAll(() => {
  rmSync(join(root, '..'), { recursive: true });
});

async function kept(list: string): Promise<string[]> {
  const ours = keptByUs(tree, root, list);
  expect(ours, JSON.stringify(list)).toEqual(await keptByRsync(root, list));
  return ours;
}

let all: string[] | undefined;

async function leftOut(list: string): Promise<string[]> {
  const stays = new Set(await kept(list));
  all ??= await kept('');
  return all.filter((name) => !stays.has(name));
}

test('"*.o" excludes all names that end in .o', async () => {
  expect(await leftOut('- *.o\n')).toEqual(['foo/one.o', 'main.o']);
});

test('"/foo" excludes foo at the top, "foo/" any directory of that name', async () => {
  const inFoo = (await kept('')).filter((name) => name.startsWith('foo/'));
  expect(await leftOut('/foo\n')).toEqual(inFoo);
  expect(await leftOut('foo/\n')).toEqual(inFoo);
});

test('"foo/bar" matches the last two names', async () => {
  expect(await leftOut('foo/bar\n')).toEqual(['foo/bar', 'foo/foo/bar', 'foo/x/y/foo/bar']);
});

test('"foo/*/bar" is two levels below any foo', async () => {
  expect(await leftOut('foo/*/bar\n')).toEqual(['foo/foo/bar', 'foo/x/bar/', 'foo/x/bar/deep']);
});

test('"/foo/**/bar" is two or more levels below the foo at the top, and not /foo/bar', async () => {
  const names = ['foo/foo/bar', 'foo/x/bar/', 'foo/x/bar/deep', 'foo/x/y/bar', 'foo/x/y/foo/bar'];
  expect(await leftOut('/foo/**/bar\n')).toEqual(names);
});

test('all directories and .c files, and nothing else', async () => {
  const names = await kept('+ */\n+ *.c\n- *\n');
  expect(names.filter((name) => !name.endsWith('/'))).toEqual(['foo/bar.c', 'main.c']);
});

test('only foo and foo/bar.c', async () => {
  expect(await kept('+ foo/\n+ foo/bar.c\n- *\n')).toEqual(['foo/', 'foo/bar.c', 'foo/foo/']);
});

test('"dir_name/***" is the directory and all in it', async () => {
  expect(await leftOut('dir_name/***\n')).toEqual(['dir_name/', 'dir_name/a', 'dir_name/b/', 'dir_name/b/c']);
  expect(await leftOut('dir_name/**\n')).toEqual(['dir_name/a', 'dir_name/b/', 'dir_name/b/c']);
});

test('a backslash escapes only where there is a wildcard', async () => {
  expect(await leftOut('foo\\bar\n')).toEqual(['foo\\bar']);
  expect(await leftOut('foo\\bar*\n')).toEqual(['foobar']);
  expect(await leftOut('foo\\\\bar*\n')).toEqual(['foo\\bar']);
});

test('a slash behind the name is for directories, not for links to them', async () => {
  expect(await leftOut('link/\n')).toEqual([]);
  expect(await leftOut('link\n')).toEqual(['link']);
});

const CORNERS = [
  ...[
    '[]]',
    '[!]]',
    '[^]]',
    '[]',
    '[[]',
    '[[:]',
    '[[:]]',
    '[:]]',
    '[[:alpha:]',
    '[[:nope:]]',
    '[[:alpha:]x]',
  ],
  ...[
    'a[--]b',
    'a[!a]b',
    '[a-]',
    '[-a]',
    '[a-b-c]-b',
    '[a[:digit:]-b]',
    '[b-a]',
    '[a/b]',
    'a[/]b',
    '/a[!x]b',
    'a[!x]xb',
  ],
  ...[
    '\\[]',
    '\\[]*',
    '[\\]]',
    '[\\',
    '*\\',
    '?\\',
    'a**',
    '**a',
    'a**b',
    'a/**',
    '**/b',
    '/**/b',
    'a/**/b',
    '**b**',
  ],
  ...[
    '***',
    '/***',
    'a***',
    'a/***',
    '/a/***',
    '\\***',
    '\\**',
    '[**]',
    '?**',
    '**/',
    '**/foo/',
    'a/*/',
    'a//b',
    '//a',
  ],
  ...[
    '/',
    '//',
    '/a/',
    '/a//',
    './a',
    'a/.',
    '../a',
    '.',
    'a/b/',
    '*/b',
    '*/*/b',
    '?',
    '??',
    '???',
    '[!a]',
    '*[!a]',
  ],
  ...[
    '- -',
    '-',
    '[\xe0-\xff]',
    '[^\xe4]',
    'a?b',
    'a*b',
    'foo/**bar',
    'x/**/bar',
    '**x/**',
    'f**r',
    '/f**r',
    '[[:punct:]]',
  ],
];

test.each(CORNERS)('the corner %j', async (pattern) => {
  await kept(`${pattern}\n`);
  await kept(`+ ${pattern}\n*\n`);
  await kept(`${pattern}/\n`);
});

test('a clearing line, lines that rsync discards, and line ends of all kinds', async () => {
  expect(await leftOut('*\n!\nmain.c\n')).toEqual(['main.c']);
  expect(await leftOut('*\n- !\n!main.c\n')).toHaveLength((await kept('')).length);
  expect(await leftOut(`${'*'.repeat(4096)}\n${'#'.repeat(6000)}\nmain.c\r\nmain.o\ra-b`)).toEqual([
    'a-b',
    'main.c',
    'main.o',
  ]);
  expect(await leftOut('main.c\0*\n')).toEqual(['main.c']);
});

test('a sign with nothing behind it: rsync refuses the list', async () => {
  await expect(keptByRsync(root, 'a\n- \n')).rejects.toThrow('unexpected end of filter rule');
});
