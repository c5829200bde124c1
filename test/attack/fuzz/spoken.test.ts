/**
 * What one machine says to the other besides rsync's own: bytes that were never meant so make no parser throw, hang or pass on
 * what is outside of the promised shape.
 */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeStream, type StreamShape } from '../../../electron/guard/stream-shape';
import { ClientStreamVetter } from '../../../electron/guard/vet-client-stream';
import { StreamHead } from '../../../host/give-back/vet-stream-head';
import { readRequest } from '../../../host/read-request';
import { formatFrame, readFrames } from '../../../process/frames';
import { formatAnswer, parseAnswer, questionSchema } from '../../../shared/give-back';
import { formatReportLine, parseReportLine } from '../../../shared/report';
import { formatRequestBody, type RequestExtension } from '../../../shared/request';
import { formatTreeList, parseTreeList, pathBelow, entriesOf } from '../../../shared/tree-list';
import { tryMany } from '../../helpers/fuzz/bounds';
import { END_OF_RULES, frame, integer, list, rule } from '../../unit/guard/client-stream';

const SNAPSHOT = '2026-11-22T202105Z';
const WHOLE = { whole: 50_000 };

/** A word of JSON with one value in the place of another, with one more, one less, or cut anywhere. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 1,
    true,
    [],
    {},
    'x'.repeat(20_000),
  ),
  fc.constantFrom<unknown>('../..', '/..', '/a/../b', '\0', '\u001b[31m', '\u202e', '__proto__', {
    __proto__: 1,
  }),
  fc.json().map((text) => JSON.parse(text) as unknown),
);
const mutated = (samples: readonly object[]): fc.Arbitrary<string> =>
  fc
    .record({
      which: fc.nat(),
      at: fc.nat(),
      value: odd,
      cut: fc.option(fc.nat(), { freq: 5 }),
      isGone: fc.boolean(),
    })
    .map(({ which, at, value, cut, isGone }) => {
      const sample = JSON.parse(JSON.stringify(samples[which % samples.length])) as Record<string, unknown>;
      const names = Object.keys(sample);
      const name = names[at % names.length] ?? '';
      if (isGone && at % 3 === 0) Reflect.deleteProperty(sample, name);
      else sample[name] = value;
      const text = JSON.stringify(sample);
      return cut === null ? text : text.slice(0, cut % (text.length + 1));
    });

const TOTALS = { files: 2, bytes: 8, transferredFiles: 1, transferredBytes: 99, seconds: 1 };
const REPORTS = [
  { type: 'accepted', machine: 'laptop', snapshot: SNAPSHOT, base: null, resumed: false, rsync: '3.5.0' },
  { type: 'progress', root: '/home/u', bytes: 1, files: 1, rate: 1, percent: 3 },
  { type: 'warning', code: 'clock', message: 'words' },
  { type: 'would-transfer', path: '/a', bytes: 1 },
  {
    type: 'done',
    snapshot: SNAPSHOT,
    totals: TOTALS,
    vanished: 0,
    dryRun: false,
    unreadable: { count: 0, paths: [] },
  },
  { type: 'failed', failure: { code: 'store-full', detail: 'words' } },
].map((report) => ({ latchkey: 1, ...report }));

test('a line of a host is a report that the laptop could have written down itself, or none', async () => {
  await tryMany('report lines', WHOLE, fc.oneof(mutated(REPORTS), fc.string({ unit: 'binary' })), (line) => {
    const report = parseReportLine(line);
    if (report !== undefined) expect(parseReportLine(formatReportLine(report).trimEnd())).toEqual(report);
  });
});

const ANSWERS = [
  { answer: 'snapshot', snapshot: SNAPSHOT, latest: true, files: 1, bytes: 1, gaps: 0, roots: ['/a'] },
  {
    ...{
      answer: 'entry',
      path: '/a',
      kind: 'file',
      mode: 0o644,
      uid: 1,
      gid: 1,
      size: 1,
      mtimeMs: 1,
      diskBytes: 1,
      ino: 1,
    },
    ...{ target: '/x', above: true },
  },
  { answer: 'folder', entries: [] },
  { answer: 'found', path: '/a', directory: false, first: SNAPSHOT, last: SNAPSHOT },
  { answer: 'failed', why: 'other', detail: 'words' },
];

test('a line of an answer is one, or none', async () => {
  await tryMany('answers', WHOLE, fc.oneof(mutated(ANSWERS), fc.string({ unit: 'binary' })), (line) => {
    const answer = parseAnswer(line);
    if (answer !== undefined) expect(parseAnswer(formatAnswer(answer).trimEnd())).toEqual(answer);
  });
});

test('a question asks for absolute paths of snapshots by their name, or is none', async () => {
  const questions = [
    { ask: 'list', snapshot: SNAPSHOT, path: '/a' },
    { ask: 'read', snapshot: SNAPSHOT, path: '/a', most: 10 },
    { ask: 'tree', snapshot: SNAPSHOT, paths: ['/a'] },
    { ask: 'changes', from: SNAPSHOT, to: SNAPSHOT, path: '/' },
    { ask: 'lease', snapshot: SNAPSHOT, holder: { pid: 1, startTime: '1' } },
  ];
  await tryMany('questions', WHOLE, mutated(questions), (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    const parsed = questionSchema.safeParse(value);
    if (!parsed.success) return;
    const { data } = parsed;
    const names = ['snapshot', 'from', 'to'].flatMap((name) =>
      name in data ? [Reflect.get(data, name) as string] : [],
    );
    for (const name of names) expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d{6}Z$/);
    if ('path' in data) expect(data.path[0]).toBe('/');
  });
});

const EXTENSION: RequestExtension = {
  ...{ protocol: 1, hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBk', user: 'u' },
  ...{ roots: ['/home/ü'], reach: 'direct', purpose: 'backup' },
};
const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----\n';

test('a request names roots that are plain paths, or is malformed', async () => {
  const body = formatRequestBody({ privateKey: KEY, extension: EXTENSION, excludeList: '- /x\n' });
  const head = body.split('\n').find((line) => line.startsWith('# latchkey-request: ')) ?? '';
  const requests = fc.oneof(
    mutated([EXTENSION]).map((json) => body.replace(head, () => `# latchkey-request: ${json}`)),
    fc
      .tuple(fc.nat(), fc.nat({ max: 9 }), fc.string({ unit: 'binary', maxLength: 6 }))
      .map(([at, gone, added]) => {
        const start = at % (body.length + 1);
        return body.slice(0, start) + added + body.slice(start + gone);
      }),
  );
  await tryMany('requests', { whole: 20_000 }, requests, async (text) => {
    const cut = Math.floor(text.length / 2);
    const stdin = Readable.from([Buffer.from(text.slice(0, cut)), Buffer.from(text.slice(cut))]);
    const read = await readRequest(stdin, new AbortController().signal);
    if (!read.ok) {
      expect(read.failure.code).toBe('request-malformed');
      return;
    }
    for (const root of read.value.extension.roots) {
      expect(root).toMatch(/^\//);
      expect(root.split('/').some((part) => part === '..' || part === '.')).toBe(false);
      expect(root).not.toMatch(/\p{Cc}/u);
    }
    expect(read.value.extension.user).not.toMatch(/^-|[;&|<>`'"/:]/);
  });
});

test('frames are those that were written, however they are cut, and none is longer than allowed', async () => {
  const aFrame = fc.tuple(fc.constantFrom('c', 'd', 'q', 'x', '\0', 'ÿ'), fc.uint8Array({ maxLength: 40 }));
  const cases = fc.tuple(
    fc.array(aFrame, { maxLength: 5 }),
    fc.uint8Array({ maxLength: 30 }),
    fc.array(fc.nat(), { maxLength: 8 }),
  );
  await tryMany('frames', WHOLE, cases, async ([frames, tail, cuts]) => {
    const bytes = Buffer.concat([
      ...frames.map(([kind, payload]) => formatFrame(kind, Buffer.from(payload))),
      Buffer.from(tail),
    ]);
    const seen: [string, string][] = [];
    try {
      for await (const { kind, payload } of readFrames(piecesOf(bytes, cuts), () => 64)) {
        expect(payload.length).toBeLessThanOrEqual(64);
        seen.push([kind, payload.toString('hex')]);
      }
    } catch (error) {
      expect(String(error)).toContain('a message of');
    }
    const meant = frames.map(([kind, payload]): [string, string] => [
      kind,
      Buffer.from(payload).toString('hex'),
    ]);
    expect(seen.slice(0, meant.length)).toEqual(meant);
  });
});

test('a tree that was listed by another names nothing outside of itself, or is no list', async () => {
  const good = formatTreeList({
    head: { format: 1, rsync: '3.5.0', latchkey: '0.1.0' },
    blocks: new Map([
      ['', 'd+ 1,2,3,4,5,6,7,8 a\nf+ 1,2,3,4,5,6,7,1 b'],
      ['a', 'o- 1,2,3,4,5,-6,7,8 %20c'],
    ]),
  });
  const lines = fc.tuple(
    fc.nat(),
    fc.constantFrom(
      'd+ 1,2,3,4,5,6,7,8 ..',
      'f+ 1,2,3,4,5,6,7,8 a%2fb',
      '/ ..',
      '/ a',
      '.',
      '',
      'f+ 1,2,3,4,5,6,7,8 b',
    ),
  );
  const bytes = fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }));
  const texts = fc.oneof(
    lines.map(([at, line]) =>
      good
        .split('\n')
        .toSpliced(at % 8, at % 2, line)
        .join('\n'),
    ),
    bytes.map(([at, added]) => good.slice(0, at % good.length) + added + good.slice((at % good.length) + 1)),
  );
  await tryMany('tree lists', WHOLE, texts, (text) => {
    const parsed = parseTreeList(text);
    for (const [directory, block] of parsed?.blocks ?? []) {
      for (const { name } of entriesOf(block)) {
        const parts = pathBelow(directory, name).split('/');
        expect(parts.some((part) => part === '' || part === '.' || part === '..')).toBe(false);
      }
    }
  });
});

describe('the head of a stream', () => {
  const aRule = fc.constantFrom('- a', '+ /b/', '-s c', '!', '. /x', ':C', '- ', '', 'P x', '+/! d');
  const aPart = fc.oneof(
    fc.constantFrom(
      integer(31),
      integer(32),
      integer(29),
      list('md5'),
      list(''),
      list('zlib zstd'),
      frame(END_OF_RULES),
    ),
    fc.array(aRule, { maxLength: 3 }).map((rules) => frame(Buffer.concat(rules.map(rule)))),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => frame(Buffer.from(bytes))),
    fc
      .tuple(fc.uint8Array({ maxLength: 4 }), fc.integer({ min: -7, max: 102 }))
      .map(([data, kind]) => frame(Buffer.from(data), kind)),
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(Buffer.from([0x80, 0]), Buffer.from([0xff, 0xff])),
  );
  const streams = fc.tuple(
    fc.tuple(
      fc.constantFrom(31, 32).map(integer),
      fc.boolean().map((named) => (named ? list('md5 xxh64') : Buffer.alloc(0))),
    ),
    fc.array(aPart, { maxLength: 6 }),
    fc.array(fc.nat(), { maxLength: 6 }),
  );
  const SHAPES = [
    describeStream({ namesAlgorithms: false, compression: false }, '3.5.0'),
    describeStream({ namesAlgorithms: true, compression: false }, '3.5.0'),
    describeStream({ namesAlgorithms: true, compression: true }, '3.2.7'),
  ].flatMap((shape) => ('reason' in shape ? [] : [shape]));

  test('goes past the guard with rules that only hide, as rsync would read it', async () => {
    const cases = fc.tuple(fc.constantFrom(...SHAPES), fc.boolean(), streams);
    let passed = 0;
    await tryMany(
      'heads to the guard',
      { whole: 200_000 },
      cases,
      ([shape, isNamed, [start, parts, cuts]]) => {
        const vetter = new ClientStreamVetter(shape, isNamed);
        const bytes = Buffer.concat([...start, ...parts]);
        const forwarded: Buffer[] = [];
        for (const piece of cutAt(bytes, cuts)) {
          const vetted = vetter.feed(piece);
          if (!vetted.ok) break;
          forwarded.push(...vetted.forward);
        }
        const rules = rulesAsRsyncReads(Buffer.concat(forwarded), shape.lists.length);
        passed += rules.length;
        if (isNamed) expect(rules).toEqual([]);
        for (const text of rules) expect(text).toMatch(/^[-+][/!srp]*[ _][^]/);
      },
    );
    expect(passed).toBeGreaterThan(0);
  });

  test('goes past the way back without any rule', async () => {
    const cases = fc.tuple(fc.boolean(), streams);
    await tryMany(
      'heads to the way back',
      { whole: 200_000 },
      cases,
      ([namesChecksums, [start, parts, cuts]]) => {
        const head = new StreamHead({ namesChecksums, newestProtocol: 40 });
        const forwarded: Buffer[] = [];
        for (const piece of cutAt(Buffer.concat([...start, ...parts]), cuts)) {
          const fed = head.feed(piece);
          if (typeof fed === 'string') break;
          forwarded.push(fed);
        }
        expect(rulesAsRsyncReads(Buffer.concat(forwarded), namesChecksums ? 1 : 0)).toEqual([]);
      },
    );
  });
});

/** Written apart from the vetting: all bytes at once, as read_int() and read_vstring() of rsync's io.c take them. */
function rulesAsRsyncReads(stream: Buffer, lists: StreamShape['lists']['length']): string[] {
  let at = 4;
  for (let each = 0; each < lists; each += 1) {
    const first = stream[at] ?? 0;
    at += first < 0x80 ? 1 + first : 2 + ((first & 0x7f) << 8) + (stream[at + 1] ?? 0);
  }
  const data: Buffer[] = [];
  while (at + 4 <= stream.length && stream[at + 3] === 7) {
    const length = stream.readUIntLE(at, 3);
    data.push(stream.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const all = Buffer.concat(data);
  const rules: string[] = [];
  for (let from = 0; from + 4 <= all.length;) {
    const length = all.readUInt32LE(from);
    if (length === 0) break;
    rules.push(all.toString('latin1', from + 4, from + 4 + length));
    from += 4 + length;
  }
  return rules;
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((one, other) => one - other);
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
}

function piecesOf(bytes: Buffer, cuts: readonly number[]): AsyncIterable<Buffer> {
  return Readable.from(cutAt(bytes, cuts));
}
