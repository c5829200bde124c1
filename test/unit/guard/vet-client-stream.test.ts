import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamShape } from '../../../electron/guard/stream-shape';
import { ClientStreamVetter } from '../../../electron/guard/vet-client-stream';
import { formatWantedNames } from '../../../shared/wanted-names';
import { END_OF_RULES, frame, integer, list, rule } from './client-stream';

const BOTH_LISTS: StreamShape = { lists: ['checksum', 'compression'], newestProtocol: 40 };
const NO_LISTS: StreamShape = { lists: [], newestProtocol: 40 };

const LISTS = Buffer.concat([list('xxh128 xxh3 xxh64 md5 md4 sha1 none'), list('zstd lz4 zlibx zlib none')]);

/** What went on, and why the rest did not. */
function vet(
  shape: StreamShape,
  chunks: readonly Buffer[],
): { forwarded: Buffer; refusal: string | undefined } {
  const vetter = new ClientStreamVetter(shape, false);
  const forwarded: Buffer[] = [];
  let refusal: string | undefined;
  for (const chunk of chunks) {
    const vetted = vetter.feed(chunk);
    if (vetted.ok) forwarded.push(...vetted.forward);
    else refusal = vetted.reason;
  }
  return { forwarded: Buffer.concat(forwarded), refusal };
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
}

/** The same data in frames of other lengths. */
const inFrames = (data: Buffer, at: readonly number[]) =>
  Buffer.concat(cut(data, at).map((part) => frame(part)));

const places = fc.array(fc.nat(), { maxLength: 20 });
const aPattern = fc.stringMatching(/^[^\0]{1,30}$/, { size: 'small' });
const aHarmlessRule = fc
  .tuple(fc.constantFrom('- ', '+ ', '-s ', '-p ', '-/! ', '+_'), aPattern)
  .map(([prefix, pattern]) => Buffer.from(prefix + pattern, 'utf8'))
  .map((bytes) => Buffer.concat([integer(bytes.length), bytes]));
const someRules = fc.array(aHarmlessRule, { maxLength: 6 }).map((rules) => Buffer.concat(rules));
const aForbiddenRule = fc
  .constantFrom(
    '!',
    'clear',
    '. /etc/passwd',
    '.,- /x',
    ': .x',
    'merge /x',
    '-C',
    '-x y',
    '- ',
    'H x',
    '- a\0',
  )
  .map(rule);
const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

describe('an honest stream', () => {
  it('goes on byte for byte, however it is cut, and whatever follows', () => {
    fc.assert(
      fc.property(someRules, anything, places, places, (rules, after, frames, chunks) => {
        const stream = Buffer.concat([
          integer(31),
          LISTS,
          inFrames(Buffer.concat([rules, END_OF_RULES]), frames),
          after,
        ]);
        const { forwarded, refusal } = vet(BOTH_LISTS, cut(stream, chunks));
        expect(refusal).toBeUndefined();
        expect(forwarded.equals(stream)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('goes on where the client waits for an answer, and the rules only with their end', () => {
    const vetter = new ClientStreamVetter(BOTH_LISTS, false);
    const feed = (bytes: Buffer) => {
      const vetted = vetter.feed(bytes);
      return vetted.ok ? Buffer.concat(vetted.forward) : vetted.reason;
    };
    const rules = frame(rule('- a'));
    const end = frame(END_OF_RULES);
    expect(feed(integer(32).subarray(0, 3))).toEqual(Buffer.alloc(0));
    expect(feed(integer(32).subarray(3))).toEqual(integer(32));
    expect(feed(LISTS)).toEqual(LISTS);
    expect(feed(rules)).toEqual(Buffer.alloc(0));
    expect(feed(end)).toEqual(Buffer.concat([rules, end]));
    expect(feed(Buffer.from('!'))).toEqual(Buffer.from('!'));
  });

  it('of a client without lists goes on', () => {
    const stream = Buffer.concat([integer(31), frame(Buffer.concat([rule('- a'), END_OF_RULES]))]);
    expect(vet(NO_LISTS, [stream])).toEqual({ forwarded: stream, refusal: undefined });
  });
});

describe('a forbidden rule', () => {
  it('is refused however it is cut, and neither it nor any rule before it goes on', () => {
    fc.assert(
      fc.property(
        someRules,
        aForbiddenRule,
        someRules,
        places,
        places,
        (before, forbidden, after, frames, chunks) => {
          const start = Buffer.concat([integer(31), LISTS]);
          const rules = inFrames(Buffer.concat([before, forbidden, after, END_OF_RULES]), frames);
          const { forwarded, refusal } = vet(BOTH_LISTS, cut(Buffer.concat([start, rules]), chunks));
          expect(refusal).toBeDefined();
          expect(start.subarray(0, forwarded.length).equals(forwarded)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('stays refused', () => {
    const vetter = new ClientStreamVetter(NO_LISTS, false);
    const refused = vetter.feed(Buffer.concat([integer(31), frame(rule('!'))]));
    expect(refused.ok).toBe(false);
    expect(vetter.feed(frame(END_OF_RULES))).toEqual(refused);
  });
});

describe('anything else', () => {
  const honestEnd = frame(END_OF_RULES);
  it.each([
    ['protocol 30', NO_LISTS, [integer(30), honestEnd], 'protocol version 30 of the client is too old'],
    ['protocol 0', NO_LISTS, [integer(0), honestEnd], 'too old'],
    ['a negative protocol', NO_LISTS, [integer(-1), honestEnd], 'not known here'],
    [
      'a protocol from the future',
      { ...NO_LISTS, newestProtocol: 32 },
      [integer(33), honestEnd],
      'not known here',
    ],
    ['a long list', BOTH_LISTS, [integer(31), Buffer.from([0x81, 0x00])], 'checksum list is too long'],
    [
      'a list of other bytes',
      BOTH_LISTS,
      [integer(31), list('md5'), list('zlib\0')],
      'compression list is no list',
    ],
    [
      'a list that is missing',
      BOTH_LISTS,
      [integer(31), list('md5'), honestEnd],
      'compression list is no list',
    ],
    ['a list too many', NO_LISTS, [integer(31), LISTS, honestEnd], 'a message of kind'],
    [
      'a message',
      NO_LISTS,
      [integer(31), frame(Buffer.from('hi'), 2), honestEnd],
      'a message of kind 2 before',
    ],
    [
      'a keep-alive',
      NO_LISTS,
      [integer(31), frame(Buffer.alloc(0), 42), honestEnd],
      'a message of kind 42 before',
    ],
    ['no frames', NO_LISTS, [integer(31), END_OF_RULES], 'a message of kind -7 before'],
    ['a long rule', NO_LISTS, [integer(31), frame(integer(4113))], 'a filter rule of 4113 bytes'],
    ['a negative rule', NO_LISTS, [integer(31), frame(integer(-4))], 'a filter rule of 4294967292 bytes'],
  ])('%s is refused', (_what, shape, parts, reason) => {
    expect(vet(shape, [Buffer.concat(parts)]).refusal).toContain(reason);
  });

  it('goes no further than the version, unless it is honest', () => {
    fc.assert(
      fc.property(anything, places, (bytes, chunks) => {
        const stream = Buffer.concat([integer(31), bytes]);
        const { forwarded, refusal } = vet(NO_LISTS, cut(stream, chunks));
        if (refusal !== undefined) expect([0, 4]).toContain(forwarded.length);
      }),
    );
  });

  it('a list without an end costs no more than the limit', () => {
    const vetter = new ClientStreamVetter(NO_LISTS, false);
    vetter.feed(integer(31));
    const one = frame(rule(`- ${'a'.repeat(4000)}`));
    let frames = 0;
    while (vetter.feed(one).ok) frames += 1;
    expect(frames * one.length).toBeLessThanOrEqual(1024 * 1024);
    expect(vetter.feed(one)).toEqual({ ok: false, reason: 'too many filter rules' });
  });

  it('empty frames without an end, byte by byte, cost no more than the limit', () => {
    const vetter = new ClientStreamVetter(NO_LISTS, false);
    vetter.feed(integer(31));
    let bytes = 0;
    const empty = frame(Buffer.alloc(0));
    while (vetter.feed(empty.subarray(bytes % 4, (bytes % 4) + 1)).ok) bytes += 1;
    expect(bytes).toBe(1024 * 1024);
  });
});

describe('a stream that names what it wants', () => {
  const named = (names: readonly string[]) =>
    Buffer.from([...names, ''].map((name) => `${name}\0`).join(''), 'latin1');
  const aName = fc
    .array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 40 })
    .map((bytes) => Buffer.from(bytes).toString('latin1'));

  function feed(chunks: readonly Buffer[]) {
    const vetter = new ClientStreamVetter(NO_LISTS, true);
    const forwarded: Buffer[] = [];
    for (const chunk of chunks) {
      const vetted = vetter.feed(chunk);
      if (!vetted.ok) return { forwarded: Buffer.concat(forwarded), refusal: vetted.reason };
      if (vetted.names !== undefined) {
        const rest = Buffer.concat(vetted.forward);
        return { before: Buffer.concat(forwarded), names: vetted.names, rest };
      }
      forwarded.push(...vetted.forward);
    }
    return { forwarded: Buffer.concat(forwarded) };
  }

  it('is held until all of its names are known, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(aName, { maxLength: 8 }),
        anything,
        places,
        places,
        (names, after, frames, chunks) => {
          const head = inFrames(Buffer.concat([END_OF_RULES, named(names)]), frames);
          const stream = Buffer.concat([integer(31), head, after]);
          const fed = feed(cut(stream, chunks));
          expect(fed.names).toEqual(names);
          // The version may have gone on: the client waits for an answer.
          const before = fed.before ?? Buffer.alloc(0);
          expect(before.equals(stream.subarray(0, before.length))).toBe(true);
          expect(before.length).toBeLessThanOrEqual(4);
          const all = Buffer.concat([before, fed.rest ?? Buffer.alloc(0)]);
          expect(all.equals(stream.subarray(0, all.length))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never comes to its names without their end', () => {
    const stream = Buffer.concat([integer(31), frame(END_OF_RULES), frame(Buffer.from('./a\0./b\0'))]);
    expect(feed([stream])).toEqual({ forwarded: integer(31) });
  });

  it.each([
    [
      'filter rules',
      Buffer.concat([rule('- x'), END_OF_RULES, named(['./a'])]),
      'filter rules in front of names',
    ],
    [
      'a name that rsync would cut',
      Buffer.concat([END_OF_RULES, named(['n'.repeat(4096)])]),
      'a name of more than',
    ],
    [
      'more names than there may be, however short',
      Buffer.concat([END_OF_RULES, named(Array.from({ length: 100_001 }, () => './a'))]),
      'too many names',
    ],
    [
      'more bytes of names than there may be',
      Buffer.concat([END_OF_RULES, named(Array.from({ length: 3000 }, () => 'n'.repeat(4000)))]),
      'too many names',
    ],
  ])('is refused with %s', (_what, data, reason) => {
    const most = 0xffffff;
    const frames: Buffer[] = [];
    for (let at = 0; at < data.length; at += most) frames.push(frame(data.subarray(at, at + most)));
    const fed = feed([integer(31), ...frames]);
    expect(fed.refusal).toContain(reason);
    expect(fed.forwarded).toEqual(integer(31));
  });

  it('may be as long as a host makes it', () => {
    const most = Array.from({ length: 2048 }, () => 'n'.repeat(4093));
    const text = formatWantedNames(most);
    if (typeof text !== 'string') throw new Error(text.reason);
    expect(formatWantedNames([...most, 'n'])).toEqual({ reason: 'too much has changed' });
    expect(formatWantedNames(['n'.repeat(4094)])).toEqual({ reason: 'a path is too long' });
    const data = Buffer.concat([END_OF_RULES, Buffer.from(`${text}\0`, 'latin1')]);
    expect(feed([integer(31), frame(data)]).names).toHaveLength(most.length);
    const many = Array.from({ length: 100_000 }, (_, index) => String(index));
    const short = formatWantedNames(many);
    if (typeof short !== 'string') throw new Error(short.reason);
    expect(formatWantedNames([...many, 'n'])).toEqual({ reason: 'too much has changed' });
    const all = Buffer.concat([END_OF_RULES, Buffer.from(`${short}\0`, 'latin1')]);
    expect(feed([integer(31), frame(all)]).names).toHaveLength(many.length);
  });
});
