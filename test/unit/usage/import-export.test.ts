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

function read(data: string | Uint8Array): ScannedTree & { roots: number[] } {
  const result = readUsage(Buffer.from(data as string, 'latin1'));
  if (!result.ok) throw new Error(result.failure);
  return result.value;
}

function failureOf(data: string): string {
  const result = readUsage(Buffer.from(data, 'latin1'));
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
  test.prop([anyTree])('what is written is read back, byte for byte', (tree) => {
    const written = du(tree, 0);
    expect(du(read(written), 0).equals(written)).toBe(true);
  });

  test.prop([anyTree, fc.array(fc.nat(), { minLength: 61, maxLength: 61 })])(
    'the order of lines does not matter',
    (tree, numbers) => {
      const lines = du(tree, 0).toString('latin1').split('\0').slice(0, -1);
      const shuffled = lines
        .map((line, index) => ({ line, at: numbers[index] ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ line }) => `${line}\0`);
      expect(sizes(read(shuffled.join('')))).toEqual(sizes(tree));
    },
  );

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })])('no input makes it throw', (text) => {
    readUsage(Buffer.from(text, 'latin1'));
    readUsage(Buffer.from(`1\ta\n${text}`, 'latin1'));
    readUsage(Buffer.from(`[1,2,{},${text}]`, 'latin1'));
  });

  plainTest('du -k has directories alone; a name with a newline is put together', () => {
    const tree = read('4\t/srv/a\n7\t/srv/new\nline\n16\t/srv\n');
    expect(sizes(tree)).toEqual(
      new Map([
        ['/srv', 16],
        ['/srv/a', 4],
        ['/srv/new\nline', 7],
      ]),
    );
    expect(tree.blocks[0]).toBe(10);
  });

  plainTest('several roots, relative ones, and one that is not listed itself', () => {
    expect([...sizes(read('4\tone\n4\ttwo/x\n8\ttwo\n')).keys()].sort()).toEqual(['', 'one', 'two', 'two/x']);
    expect(read('4\t./x\n8\t.\n').roots).toEqual([0]);
    expect(sizes(read('4\t/home/me/x\n5\t/home/me/y\n')).get('/home/me')).toBe(9);
    expect(sizes(read('4\t/bin\n9\t/\n')).get('/')).toBe(9);
  });

  plainTest.each([
    ['', 'there is nothing in it'],
    ['du: cannot\n', 'line 1 is not a number, a tab and a path'],
    ['4 a\n', 'line 1 is not a number, a tab and a path'],
    [`4\t${'x'.repeat(70_000)}\n`, 'line 1 has a name of more than 65535 bytes'],
  ])('%j is refused: %s', (text, reason) => {
    expect(failureOf(text)).toBe(reason);
  });
});

describe('ncdu', () => {
  test.prop([anyTree])('what is written is read back', (tree) => {
    const copy = read(join(writeNcdu(tree, undefined, NCDU)));
    expect(du(copy, 0).equals(du(tree, 0))).toBe(true);
    expect([...copy.size]).toEqual([...tree.size]);
  });

  plainTest('links count once, flags and escapes are understood', () => {
    const tree = read(
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
    ['[1,2,{}', /^it is not JSON/],
    ['[2,0,{},[{"name":"a"}]]', /does not begin/],
    ['[1,0,{},{"name":"a"}]', /not a directory/],
    ['[1,0,{},[{"name":""}]]', /no name/],
    ['[1,0,{},[{"name":"/a"},{"name":"b/c"}]]', /no file can have/],
    ['[1,0,{},[{"name":"/a"},[]]]', /no name/],
  ])('%s is refused', (text, reason) => {
    expect(failureOf(text)).toMatch(reason);
  });

  plainTest('depth is no limit', () => {
    const depth = 20_000;
    const text = `[1,0,{},${'[{"name":"d","dsize":512},'.repeat(depth)}{"name":"f","dsize":512}${']'.repeat(depth)}]`;
    expect(totalsOf(read(text)).subtreeBlocks[0]).toBe(depth + 1);
  });
});
