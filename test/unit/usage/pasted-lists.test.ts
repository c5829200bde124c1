/** Lists of du as people paste them: what is certain is read, the rest is passed over and told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as plainTest } from 'vitest';
import { pathOf } from '../../../electron/usage/node-path';
import { readUsage } from '../../../electron/usage/read-usage';
import { totalsOf } from '../../../electron/usage/totals';
import { writeDu } from '../../../electron/usage/write-du';
import type { PassedOver } from '../../../shared/passed-over';
import { fc, test } from '../../helpers/property';
import { PROJECT } from '../../helpers/sandbox';
import { anyTree } from './trees';

interface Read {
  /** path -> KiB, of what has a name. */
  sizes: Record<string, number>;
  passedOver: PassedOver[];
}

async function read(data: string | Buffer): Promise<Read> {
  const result = await readUsage([Buffer.from(data as string, 'latin1')]);
  if (!result.ok) throw new Error(result.failure);
  const { tree, passedOver } = result.value;
  const { subtreeBlocks } = totalsOf(tree);
  const rows = Array.from(
    { length: tree.nodeCount },
    (_, node) => [pathOf(tree, node).toString('latin1'), (subtreeBlocks[node] ?? 0) / 2] as const,
  );
  return { sizes: Object.fromEntries(rows.filter(([path]) => path !== '')), passedOver };
}

/** "kind lines@first". */
const kindsOf = ({ passedOver }: Read): string[] =>
  passedOver.map(({ kind, lines, firstLine }) => `${kind} ${lines}@${firstLine}`);

const COMPLAINT = "du: cannot read directory '/root': Permission denied";

/** du's own output, a line for each entry, of trees with two entries or more and names that fit into a line. */
const anyLines = anyTree
  .filter((tree) => tree.nodeCount > 1)
  .map((tree) => Buffer.concat([...writeDu(tree, undefined, { end: 0 })]).toString('latin1'))
  .filter((text) => !/[\r\n]|du: /.test(text))
  .map((text) => text.split('\0').slice(0, -1));

describe('as they were reported', () => {
  const fixture = (name: string): Buffer => readFileSync(join(PROJECT, 'test/fixtures/lists', name));

  plainTest.each([
    ['blank-line-at-end', []],
    ['carriage-returns', []],
    ['grand-total', ['total 1@3']],
  ])('%s', async (name, passedOver) => {
    const list = await read(fixture(name));
    expect(list.sizes).toEqual({ a: 8, 'a/b': 4 });
    expect(kindsOf(list)).toEqual(passedOver);
  });
});

describe('whatever the tree', () => {
  test.prop([anyLines, fc.boolean(), fc.nat()])(
    'prompts, complaints, carriage returns and a grand total change nothing',
    async (lines, windows, place) => {
      const { sizes } = await read(lines.map((line) => `${line}\n`).join(''));
      const at = place % (lines.length + 1);
      const pasted = ['you@host:~$ du -akc /top', ...lines, `${lines.at(-1)?.split('\t')[0] ?? ''}\ttotal`];
      pasted.splice(at + 1, 0, COMPLAINT, COMPLAINT);
      const list = await read([...pasted, '', 'you@host:~$ '].join(windows ? '\r\n' : '\n'));
      expect(list.sizes).toEqual(sizes);
      expect(kindsOf(list)).toEqual([
        'prompt 2@1',
        `complaint 2@${at + 2}`,
        `total 1@${lines.length + 4}`,
        `blank 1@${lines.length + 5}`,
      ]);
    },
  );

  test.prop([anyLines, fc.nat()])(
    'a complaint that was written into a line is taken out of it',
    async (lines, place) => {
      const text = lines.map((line) => `${line}\n`).join('');
      const at = place % text.length;
      const list = await read(`${text.slice(0, at)}${COMPLAINT}\n${text.slice(at)}`);
      expect(list.sizes).toEqual((await read(text)).sizes);
      expect(list.passedOver).toMatchObject([{ kind: 'complaint', lines: 1, first: COMPLAINT }]);
    },
  );

  test.prop([anyLines, fc.nat({ max: 60 })])('pieces of any size come to the same', async (lines, size) => {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
    const whole = await readUsage([bytes]);
    const pieces = Array.from({ length: Math.ceil(bytes.length / (size + 1)) }, (_, index) =>
      bytes.subarray(index * (size + 1), (index + 1) * (size + 1)),
    );
    expect(await readUsage(pieces)).toEqual(whole);
  });
});

describe('copied out of a terminal', () => {
  const LONG = [
    '12\t/home/someone/documents/correspondence/letters of 2025/to the council.odt',
    '20\t/home/someone/documents/correspondence/letters of 2025/drafts/no/1.odt',
    '24\t/home/someone/documents/correspondence/letters of 2025/drafts/no',
    '28\t/home/someone/documents/correspondence/letters of 2025/drafts',
    '1234567\t/home/someone/documents/correspondence/letters of 2025/scan.tiff',
    '12345678\t/home/someone/documents/correspondence/letters of 2025/all.tiff',
    '13580300\t/home/someone/documents/correspondence/letters of 2025',
    '13580304\t/home/someone/documents/correspondence',
    '4\t/home/someone/documents/x',
    '13580312\t/home/someone/documents',
  ];
  const withBlanks = (line: string): string =>
    line.replace(/^(\d+)\t/, (_, digits: string) => digits + ' '.repeat(8 - (digits.length % 8)));

  plainTest(
    'tabs that have become blanks, up to the next stop or in front of a path that begins as one',
    async () => {
      const { sizes } = await read(LONG.join('\n'));
      expect((await read(LONG.map(withBlanks).join('\n'))).sizes).toEqual(sizes);
      expect((await read(LONG.join('\n').replaceAll('\t', ' '))).sizes).toEqual(sizes);
      expect((await read('4       a/b c\n8       a\n8       total\n')).sizes).toEqual({ a: 8, 'a/b c': 4 });
      // Where tabs are tabs, blanks are part of a name.
      expect((await read('4\ta/b\n12      x\n8\ta\n')).sizes).toEqual({ a: 8, 'a/b\n12      x': 4 });
    },
  );

  plainTest('lines wrapped at whatever width are joined, the whole tree agreeing', async () => {
    const { sizes } = await read(LONG.join('\n'));
    const blanks = LONG.map(withBlanks);
    for (let width = 40; width < 80; width += 1) {
      const wrapped = blanks.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
      const list = await read(`${wrapped.join('\n')}\n`);
      expect({ width, sizes: list.sizes, over: list.passedOver }).toEqual({ width, sizes, over: [] });
    }
  });

  plainTest('what the tree does not agree with is not joined, and told', async () => {
    // The rest of a line that is nowhere a directory; a word behind the root; one where a list was sorted.
    const strange = await read('4\t/srv/a\nb/c\n8\t/srv\nlogout\n');
    expect(strange.sizes).toEqual({ '/srv': 8, '/srv/a': 4 });
    expect(kindsOf(strange)).toEqual(['other 2@2']);
    expect(strange.passedOver[0]?.first).toBe('b/c');
    const sorted = await read('8\t/srv\n4\t/srv/a\nlogout\n');
    expect(sorted.sizes).toEqual({ '/srv': 8, '/srv/a': 4 });
    expect(kindsOf(sorted)).toEqual(['other 1@3']);
    // Two files of this name cannot be.
    expect((await read('4\t/srv/a\nb\n4\t/srv/a\nb\n12\t/srv\n')).sizes).toEqual({
      '/srv': 12,
      '/srv/a\nb': 4,
      '/srv/a': 4,
    });
  });

  plainTest('names that hold line ends are put together where the next line is kin', async () => {
    const { sizes, passedOver } = await read('4\t/s/new\n\nline\n4\t/s/d\n2/x\n8\t/s/d\n2\n20\t/s\n');
    expect(sizes).toEqual({ '/s': 20, '/s/new\n\nline': 4, '/s/d\n2': 8, '/s/d\n2/x': 4 });
    expect(passedOver).toEqual([]);
  });

  plainTest('what is told is safe to show and short', async () => {
    const list = await read(`4\ta\n8\t.\n\u001b[31m${'x'.repeat(500)}\n`);
    expect(list.passedOver[0]?.first).toMatch(/^\\x1b\[31mx{155}\.\.\.$/);
  });

  plainTest.each([
    ['$ du -ak /srv'],
    ['# LC_ALL=C du -ak /srv'],
    ['root@host:/# du -ak /srv'],
    ['[you@host ~]$ du -ak /srv'],
    ['(venv) you@host:~/src$ du -ak'],
    ['PS C:\\Users\\You> ssh host du -ak /srv'],
    ['sudo du -ak /srv 2>&1 | tee list'],
    ['ssh -t server du -ak /srv'],
  ])('a prompt: %s', async (prompt) => {
    const list = await read(`${prompt}\n4\t/srv/a\n${prompt}\n8\t/srv\n`);
    expect(list.sizes).toEqual({ '/srv': 8, '/srv/a': 4 });
    expect(kindsOf(list)).toEqual(['prompt 2@1']);
  });
});

describe('totals', () => {
  plainTest.each<[string, string, Record<string, number>, string[]]>([
    ['of two roots', '4\ta\n8\tb\n12\ttotal\n', { a: 4, b: 8 }, ['total 1@3']],
    ['rounded', '4\ta\n4\tb\n4\tc\n10\ttotal\n', { a: 4, b: 4, c: 4 }, ['total 1@4']],
    ['sorted', '12\ttotal\n8\tb\n4\ta\n', { a: 4, b: 8 }, ['total 1@1']],
    ['in German', '4\ta\n4\tinsgesamt\n', { a: 4 }, ['total 1@2']],
    ['in Japanese', '4\ta\n4\t\xe5\x90\x88\xe8\xa8\x88\n', { a: 4 }, ['total 1@2']],
    ['of something called total', '4\ttotal\n4\ttotal\n', { total: 4 }, ['total 1@2']],
    [
      'of that and more',
      '1\ttotal/x\n5\ttotal\n4\tb\n9\ttotal\n',
      { total: 5, 'total/x': 1, b: 4 },
      ['total 1@4'],
    ],
    [
      'of several lists',
      '4\ta\n4\ttotal\n8\tb\n8\ttotal\n2\tc\n2\ttotal\n',
      { a: 4, b: 8, c: 2 },
      ['total 3@2'],
    ],
    ['a directory', '4\ttotal/x\n8\ttotal\n8\tb\n', { total: 8, 'total/x': 4, b: 8 }, []],
    ['a file of another size', '4\ta\n8\ttotal\n', { a: 4, total: 8 }, []],
    ['alone', '8\ttotal\n', { total: 8 }, []],
    ['below something', '4\ta/total\n4\ta\n', { a: 4, 'a/total': 4 }, []],
  ])('%s', async (_, text, sizes, passedOver) => {
    const list = await read(text);
    expect(list.sizes).toEqual(sizes);
    expect(kindsOf(list)).toEqual(passedOver);
  });
});

plainTest('with NULs, lines of other things stand in front of an entry', async () => {
  const list = await read(`$ du -0ak a\n4\ta/x\ny\0${COMPLAINT}\n\n8\ta\0you@host:~$ `);
  expect(list.sizes).toEqual({ a: 8, 'a/x\ny': 4 });
  expect(kindsOf(list)).toEqual(['prompt 2@1', 'complaint 1@2']);
});

plainTest('names of any bytes stay what they are, a carriage return among line ends as well', async () => {
  const list = await read('4\t./Icon\r\n4\t./\xff\xfe\t \x01\n16\t.\n');
  expect(list.sizes).toEqual({ '.': 16, './Icon\r': 4, './\xff\xfe\t \x01': 4 });
});
