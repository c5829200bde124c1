/** Lists packed, in other encodings, and larger than a string can be. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readUsage, readUsageFile } from '../../../electron/usage/read-usage';
import { totalsOf } from '../../../electron/usage/totals';
import { PROJECT } from '../../helpers/sandbox';

const DU = Buffer.from('4\t/srv/\xff\n8\t/srv\n', 'latin1');
const NCDU = Buffer.from(
  '[1,2,{"progname":"ncdu"},\n[{"name":"/srv","dsize":4096},\n{"name":"\xff","dsize":4096}]]\n',
  'latin1',
);

async function wholeOf(pieces: Iterable<Uint8Array>): Promise<{ kib: number; entries: number } | string> {
  const read = await readUsage(pieces);
  if (!read.ok) return read.failure;
  const { tree } = read.value;
  return { kib: (totalsOf(tree).subtreeBlocks[0] ?? 0) / 2, entries: tree.nodeCount };
}

function* bytesOf(data: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < data.length; at += 1) yield data.subarray(at, at + 1);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([
  ['du', DU],
  ['ncdu', NCDU],
])('a list of %s', (name, list) => {
  const whole = { kib: 8, entries: 2 };
  const zstd = readFileSync(join(PROJECT, `test/fixtures/lists/${name}.zst`));

  test('packed by gzip or zstd, also of several parts, byte by byte', async () => {
    const gzip = gzipSync(list);
    expect(await wholeOf(bytesOf(gzip))).toEqual(whole);
    expect(await wholeOf(bytesOf(zstd))).toEqual(whole);
    const half = list.length >> 1;
    expect(await wholeOf([gzipSync(list.subarray(0, half)), gzipSync(list.subarray(half))])).toEqual(whole);
  });

  test('packed, and not all there or damaged', async () => {
    expect(await wholeOf([gzipSync(list).subarray(0, -9)])).toMatch(/^its gzip data is damaged or not all/);
    expect(await wholeOf([zstd.subarray(0, -9)])).toMatch(/^its zstd data is damaged or not all there/);
    expect(await wholeOf([zstd.subarray(0, 12), Buffer.alloc(40, 0xff)])).toMatch(
      /^its zstd data is damaged/,
    );
  });

  test('with a byte order mark, and in UTF-16', async () => {
    const text = list.toString('latin1').replace('\xff', 'ü');
    expect(await wholeOf(bytesOf(Buffer.from(`\ufeff${text}`)))).toEqual(whole);
    const wide = Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le');
    expect(await wholeOf(bytesOf(wide))).toEqual(whole);
    expect(await wholeOf(bytesOf(wide.swap16()))).toEqual(whole);
  });
});

test.skipIf(spawnSync('zstd', ['-V']).error !== undefined)(
  'what the zstd program packs, of many blocks',
  async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `4\t/srv/file-${(index * 7919) % 65_537}\n`);
    for (const options of [['-1'], ['-12', '--check'], ['--long=24', '-3']]) {
      const packed = spawnSync('zstd', ['-q', '-c', ...options], { input: lines.join('') }).stdout;
      expect(packed.length).toBeGreaterThan(20_000);
      expect(await wholeOf([packed])).toEqual({ kib: 80_000, entries: 20_001 });
    }
  },
);

test.each([
  ['\xbfncduEX1\0\0', /^it is a binary export of ncdu \("ncdu -O"\); "ncdu -f FILE -o LIST" makes one/],
  ['\xfd7zXZ\0\0\0', /^it is packed by xz; unpack it first/],
  ['BZh91AY&SY', /^it is packed by bzip2; unpack it first/],
  ['PK\x03\x04\0\0\0\0', /^it is a ZIP file; unpack it first/],
])('%j is named', async (beginning, words) => {
  expect(await wholeOf([Buffer.from(beginning, 'latin1')])).toMatch(words);
});

test('an export with a prompt behind it', async () => {
  const read = await readUsage([Buffer.concat([NCDU, Buffer.from('\nyou@host:~$ \n')])]);
  expect(read).toMatchObject({ value: { passedOver: [{ kind: 'prompt', lines: 1, firstLine: 5 }] } });
  expect(await wholeOf([NCDU, Buffer.alloc(70_000, 'x')])).toBe(
    'line 3 is the end of the export, and yet a lot comes behind it',
  );
});

test.each([
  ['du', (index: number) => `4\t/srv/some-name-${index}\n`, '', ''],
  [
    'ncdu',
    (index: number) => `,\n{"name":"some-name-${index}","dsize":4096}`,
    '[1,2,{},[{"name":"/srv"}',
    ']]',
  ],
])(
  '%s: no text is longer than what came at a time, and each piece is read before the next is asked for',
  async (_, line, first, last) => {
    let longestText = 0;
    const buffers = Buffer.prototype as Buffer;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with a this of its own
    const original: typeof buffers.toString = buffers.toString;
    vi.spyOn(buffers, 'toString').mockImplementation(function (this: Buffer, ...given) {
      const text = original.apply(this, given);
      longestText = Math.max(longestText, text.length);
      return text;
    });
    const PIECES = 300;
    const LINES = 1000;
    let asked = 0;
    const behind: number[] = [];
    const pieces = function* (): Generator<Uint8Array> {
      yield Buffer.from(first);
      for (asked = 0; asked < PIECES; asked += 1) {
        const lines = Array.from({ length: LINES }, (__, index) => line(asked * LINES + index));
        const piece = Buffer.from(lines.join(''));
        yield piece;
      }
      yield Buffer.from(last);
    };
    const read = await readUsage(pieces(), (entries) => void behind.push(asked * LINES - entries));
    expect(read).toMatchObject({ ok: true, value: { tree: { nodeCount: PIECES * LINES + 1 } } });
    expect(longestText).toBeLessThanOrEqual(2 * 65_536);
    expect(behind.length).toBeGreaterThan(PIECES - 10);
    // Its own last piece, and lines that have not ended yet.
    expect(Math.max(...behind)).toBeLessThanOrEqual(LINES);
  },
);

test('a file that is not there, and a directory', async () => {
  expect(await readUsageFile('/nowhere/list')).toMatchObject({
    ok: false,
    failure: expect.stringMatching(/^ENOENT/) as string,
  });
  expect(await readUsageFile('/')).toMatchObject({
    ok: false,
    failure: expect.stringMatching(/^EISDIR/) as string,
  });
});
