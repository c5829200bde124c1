import { describe, expect, test as plainTest } from 'vitest';
import { pathOf } from '../../../electron/usage/node-path';
import { readUsage } from '../../../electron/usage/read-usage';
import type { ScannedTree } from '../../../electron/usage/scanned-tree';
import { FLAGS } from '../../../electron/usage/scanned-tree';
import { totalsOf } from '../../../electron/usage/totals';
import { writeDu } from '../../../electron/usage/write-du';
import { writeNcdu } from '../../../electron/usage/write-ncdu';
import { fc, test } from '../../helpers/property';
import { anyTree } from './trees';

const NCDU = { program: 'test', version: '1', timestamp: 1 };

function join(pieces: Iterable<Uint8Array>): Buffer {
  return Buffer.concat([...pieces]);
}

function du(tree: ScannedTree, end: number): Buffer {
  return join(writeDu(tree, undefined, { end }));
}

async function read(data: string | Uint8Array): Promise<ScannedTree & { roots: number[] }> {
  const result = await readUsage([Buffer.from(data as string, 'latin1')]);
  if (!result.ok) throw new Error(result.failure);
  return result.value.tree;
}

async function failureOf(data: string): Promise<string> {
  const result = await readUsage([Buffer.from(data, 'latin1')]);
  return result.ok ? 'none' : result.failure;
}

/** path -> KiB of the subtree. */
function sizes(tree: ScannedTree): Map<string, number> {
  const { subtreeBlocks } = totalsOf(tree);
  return new Map(
    Array.from({ length: tree.nodeCount }, (_, node) => [
      pathOf(tree, node).toString('latin1'),
      (subtreeBlocks[node] ?? 0) / 2,
    ]),
  );
}

describe('du', () => {
  test.prop([anyTree])('what is written is read back, byte for byte', async (tree) => {
    const written = du(tree, 0);
    expect(du(await read(written), 0).equals(written)).toBe(true);
  });

  test.prop([anyTree, fc.array(fc.nat(), { minLength: 61, maxLength: 61 })])(
    'the order of lines does not matter',
    async (tree, numbers) => {
      const lines = du(tree, 0).toString('latin1').split('\0').slice(0, -1);
      const shuffled = lines
        .map((line, index) => ({ line, at: numbers[index] ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ line }) => `${line}\0`);
      expect(sizes(await read(shuffled.join('')))).toEqual(sizes(tree));
    },
  );

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })])('no input makes it throw', async (text) => {
    for (const whole of [
      text,
      `1\ta\n${text}`,
      `1\ta\n${text}\n2\tb`,
      `1       a\n${text}`,
      `[1,2,{},${text}]`,
    ]) {
      await readUsage([Buffer.from(whole, 'latin1')]);
    }
  });

  plainTest('du -k has directories alone; a name with a newline is put together', async () => {
    const tree = await read('4\t/srv/a\n7\t/srv/new\nline\n16\t/srv\n');
    expect(sizes(tree)).toEqual(
      new Map([
        ['/srv', 16],
        ['/srv/a', 4],
        ['/srv/new\nline', 7],
      ]),
    );
    expect(tree.blocks[0]).toBe(10);
  });

  plainTest('several roots, relative ones, and one that is not listed itself', async () => {
    const paths = [...sizes(await read('4\tone\n4\ttwo/x\n8\ttwo\n')).keys()];
    expect(paths.sort()).toEqual(['', 'one', 'two', 'two/x']);
    expect((await read('4\t./x\n8\t.\n')).roots).toEqual([0]);
    expect(sizes(await read('4\t/home/me/x\n5\t/home/me/y\n')).get('/home/me')).toBe(9);
    expect(sizes(await read('4\t/bin\n9\t/\n')).get('/')).toBe(9);
    expect([...sizes(await read('4\ta/b//c\n5\ta/b/\n6\ta/\n')).keys()]).toEqual(['a', 'a/b', 'a/b/c']);
  });

  plainTest.each([
    ['', 'there is nothing in it'],
    ['du: cannot\n', 'there is no size in it; line 1 is "du: cannot"'],
    ['ls: cannot\n', 'line 1 is not a number, a tab and a path'],
    [`${'strange\n'.repeat(22)}4\ta\n`, 'line 1 is not a number, a tab and a path'],
    [
      '4 a\n',
      'line 1 is not a number, a tab and a path: there are blanks for the tab, and it is not certain where the path begins',
    ],
    [
      '\n4.0K\ta\n',
      'line 2 is not a number, a tab and a path: its size has a unit, and so is rounded; make the list with "du -ak"',
    ],
    [`4\t${'a/'.repeat(2 ** 19)}\n`, 'line 1 is longer than any path can be (1048576 bytes)'],
    [`4\t${'x'.repeat(70_000)}\n`, 'line 1 has a name of more than 65535 bytes'],
  ])('%j is refused: %s', async (text, reason) => {
    expect(await failureOf(text)).toBe(reason);
  });
});

describe('ncdu', () => {
  test.prop([anyTree])('what is written is read back', async (tree) => {
    const copy = await read(join(writeNcdu(tree, undefined, NCDU)));
    expect(du(copy, 0).equals(du(tree, 0))).toBe(true);
    expect([...copy.size]).toEqual([...tree.size]);
  });

  plainTest('links count once, flags and escapes are understood', async () => {
    const tree = await read(
      '[1,1,{"progname":"x"},[{"name":"/r","dev":5},{"name":"a","dsize":4096,"asize":9,"ino":7,"hlnkc":true},' +
        '{"name":"b","dsize":4096,"asize":9,"ino":7,"nlink":2},[{"name":"other","excluded":"otherfs"}],' +
        '[{"name":"shut","read_error":true}],{"name":"\\u00e9\\ud83d\\ude00\\\\u00e9","notreg":true}]]',
    );
    const names = Array.from({ length: tree.nodeCount }, (_, node) => pathOf(tree, node).toString());
    expect(names).toEqual(['/r', '/r/a', '/r/b', '/r/other', '/r/shut', '/r/é😀\\u00e9']);
    expect([...tree.blocks]).toEqual([0, 8, 0, 0, 0, 0]);
    expect([...tree.flags]).toEqual([
      FLAGS.directory,
      0,
      FLAGS.sharedLink,
      FLAGS.directory | FLAGS.mountPoint,
      FLAGS.directory | FLAGS.unreadable,
      FLAGS.other,
    ]);
  });

  plainTest.each([
    ['[1,2,{}', 'it ends at line 1, in the middle of the export: it is not all there'],
    ['[1,2,{},\n[{"name":"a"}', 'it ends at line 2, in the middle of the export: it is not all there'],
    ['[2,0,{},[{"name":"a"}]]', 'line 1 does not begin as an ncdu export of version 1 does'],
    ['[1,0,{},{"name":"a"}]', 'line 1 has no directory as its fourth element'],
    ['[1,0,{},[{"name":""}]]', 'line 1 has an entry without a name'],
    ['[1,0,{},[{"name":"/a"},\n{"name":"b/c"}]]', 'line 2 has an entry with a name that no file can have'],
    ['[1,0,{},[{"name":"/a"},[]]]', 'line 1 has a directory without a name'],
    ['[1,0,{},[{"name":"/a"},{"name":b}]]', 'line 1 has an entry that is not JSON'],
    ['[1,0,{},[{"name":"/a"}{"name":"b"}]]', 'line 1 has two entries without a comma between them'],
    ['[1,0,{},[{"name":"/a"},7]]', 'line 1 has something else where an entry should be'],
    ['[1,0,{},[{"name":"/a"},\n"b"]]', 'line 2 has something that is no part of an export'],
    [
      '[1,0,{},[{"name":"/a"}],[{"name":"b"}]]',
      'line 1 goes on behind the top directory, where its last bracket should be',
    ],
    [`[1,0,{},[{"name":"${'x'.repeat(2 ** 20)}`, 'line 1 has an entry that is longer than any can be'],
  ])('%s is refused: %s', async (text, reason) => {
    expect(await failureOf(text)).toBe(reason);
  });

  plainTest('depth is no limit', async () => {
    const depth = 20_000;
    const text = `[1,0,{},${'[{"name":"d","dsize":512},'.repeat(depth)}{"name":"f","dsize":512}${']'.repeat(depth)}]`;
    expect(totalsOf(await read(text)).subtreeBlocks[0]).toBe(depth + 1);
  });
});
