import { expect, test } from 'vitest';
import { kindsOf } from '../../../electron/usage/file-kinds';
import { listEndings } from '../../../electron/usage/list-endings';
import { endingOf } from '../../../electron/usage/name-ending';
import { searchNames } from '../../../electron/usage/search-names';
import { buildTree, makeEntry } from '../../helpers/tree-of-entries';
import { FLAGS } from '../../../electron/usage/scanned-tree';
import { FILE_KINDS } from '../../../shared/usage-kinds';

const root = makeEntry(undefined, '/r', FLAGS.directory);
const folder = makeEntry(root, 'Films and code', FLAGS.directory);
const FILES: [name: string, blocks: number][] = [
  ['one.MKV', 60],
  ['two.mkv', 30],
  ['main.rs', 20],
  ['.hidden', 8],
  ['archive.tar.gz', 8],
  ['odd.[a]', 8],
  ['trailing.', 8],
  [`long.${'x'.repeat(17)}`, 8],
  ['\xff\xfe.jpg', 8],
];
for (const [name, blocks] of FILES) makeEntry(folder, name).blocks = blocks;
const link = makeEntry(folder, 'link.mkv', FLAGS.symlink);
link.blocks = 0;
const tree = buildTree([root]);
const at = (name: string): number => 2 + FILES.findIndex(([each]) => each === name);

test('an ending is what a rule can name', () => {
  const endings = FILES.map(([name]) => [name, endingOf(tree, at(name))]);
  expect(Object.fromEntries(endings)).toEqual({
    'one.MKV': 'MKV',
    'two.mkv': 'mkv',
    'main.rs': 'rs',
    '.hidden': undefined,
    'archive.tar.gz': 'gz',
    'odd.[a]': undefined,
    'trailing.': undefined,
    [`long.${'x'.repeat(17)}`]: undefined,
    '\xff\xfe.jpg': 'jpg',
  });
});

test('files have the kind of their ending, folders that of most of their bytes; a link is no film', () => {
  const kinds = [...kindsOf(tree)].map((kind) => FILE_KINDS[kind]);
  expect([kinds[0], kinds[1]]).toEqual(['films', 'films']);
  expect(kinds.slice(2)).toEqual([
    ...['films', 'films', 'code', 'other', 'archives', 'other', 'other', 'other', 'pictures', 'other'],
  ]);
});

test('what was known of a smaller tree is not worked out again, and changes nothing', () => {
  const whole = kindsOf(tree);
  expect(kindsOf(tree, whole.slice(0, 5))).toEqual(whole);
});

test('endings are tallied by their letters as they are, without what is left out', () => {
  const without = new Uint8Array(tree.nodeCount);
  without[at('one.MKV')] = 1;
  const tallies = listEndings(tree, 0, tree.blocks, without);
  expect(tallies[0]).toEqual({
    ...{ ending: 'MKV', weight: 60, files: 1, kept: 0, keptWeight: 0, newest: 0, largest: at('one.MKV') },
  });
  expect(tallies.find(({ ending }) => ending === 'mkv')).toMatchObject({
    weight: 30,
    files: 2,
    kept: 2,
    keptWeight: 30,
  });
  expect(tallies.find(({ ending }) => ending === '')).toMatchObject({ files: 4 });
  expect(tallies.reduce((sum, { weight }) => sum + weight, 0)).toBe(158);
});

test('a search finds parts of names, small and large letters alike, and bytes of any kind', () => {
  expect(searchNames(tree, 'mkv')).toEqual([at('one.MKV'), at('two.mkv'), tree.nodeCount - 1]);
  expect(searchNames(tree, 'AND CODE')).toEqual([1]);
  expect(searchNames(tree, '')).toEqual([]);
  expect(searchNames(tree, 'nowhere')).toEqual([]);
});
