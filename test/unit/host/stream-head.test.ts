import { describe, expect, test } from 'vitest';
import { shapeOfHead, StreamHead } from '../../../host/give-back/vet-stream-head';
import { END_OF_RULES, frame, integer, list, rule } from '../guard/client-stream';

const NAMED = { namesChecksums: true, newestProtocol: 40 };
const HEAD = Buffer.concat([integer(31), list('xxh128 md5'), frame(END_OF_RULES)]);
const REST = Buffer.from([1, 2, 3]);

/** What goes on, or the words of a refusal, of bytes that come in pieces of this size. */
function feed(bytes: Buffer, size = bytes.length, shape = NAMED): string {
  const head = new StreamHead(shape);
  let passed = Buffer.alloc(0);
  for (let at = 0; at < bytes.length; at += size) {
    const fed = head.feed(bytes.subarray(at, at + size));
    if (typeof fed === 'string') return fed;
    passed = Buffer.concat([passed, fed]);
  }
  return passed.toString('hex');
}

describe('a head without rules goes on as it is', () => {
  const whole = Buffer.concat([HEAD, REST]);

  test.each([whole.length, 7, 2, 1])('in pieces of %i bytes', (size) => {
    expect(feed(whole, size)).toBe(whole.toString('hex'));
  });

  test('with a long list, with none, and with the end of the rules in pieces', () => {
    const long = Buffer.concat([Buffer.from([0x80, 200]), Buffer.alloc(200, 0x61)]);
    const cut = [frame(Buffer.alloc(1)), frame(Buffer.alloc(0)), frame(Buffer.alloc(3))];
    for (const bytes of [
      Buffer.concat([integer(32), long, frame(END_OF_RULES), REST]),
      Buffer.concat([integer(31), list('md5'), ...cut, REST]),
      Buffer.concat([integer(31), list('md5'), frame(Buffer.concat([END_OF_RULES, rule('. /x')]))]),
    ]) {
      expect(feed(bytes)).toBe(bytes.toString('hex'));
    }
    const unnamed = Buffer.concat([integer(31), frame(END_OF_RULES)]);
    expect(feed(unnamed, 1, { ...NAMED, namesChecksums: false })).toBe(unnamed.toString('hex'));
  });

  test('the version and the list as soon as they are there, the rest when it is seen', () => {
    const head = new StreamHead(NAMED);
    expect(head.feed(integer(31).subarray(0, 3))).toEqual(Buffer.alloc(0));
    expect(head.feed(integer(31).subarray(3))).toEqual(integer(31));
    expect(head.feed(list('md5'))).toEqual(list('md5'));
    expect(head.feed(frame(END_OF_RULES).subarray(0, 6))).toEqual(Buffer.alloc(0));
    expect(head.feed(frame(END_OF_RULES).subarray(6))).toEqual(frame(END_OF_RULES));
  });
});

test.each([
  ['a rule', [integer(31), list('md5'), frame(rule('- x'))], 'a filter rule'],
  [
    'a rule of one byte’s length in the last byte',
    [integer(31), list('md5'), frame(integer(1 << 24))],
    'a filter rule',
  ],
  ['a message', [integer(31), list('md5'), frame(END_OF_RULES, 2)], 'a message before'],
  ['bytes without a frame', [integer(31), list('md5'), END_OF_RULES], 'a message before'],
  ['an old version', [integer(30)], 'protocol version 30'],
  ['a newer one', [integer(41)], 'protocol version 41'],
  ['a list of something else', [integer(31), list('a/b')], 'names no checksums'],
  ['no end', [integer(31), Buffer.from([0xff, 0xff]), Buffer.alloc(2000, 0x61)], 'too long'],
])('%s is refused, in one piece or in many', (_, bytes, words) => {
  const whole = Buffer.concat(bytes);
  expect(feed(whole)).toContain(words);
  expect(feed(whole, 1)).toContain(words);
});

test.each([
  ['3.2.7', 'LsfxCIvu', { namesChecksums: true, newestProtocol: 40 }],
  ['3.5.0', 'LsfxCIu', { namesChecksums: false, newestProtocol: 40 }],
  ['3.6.0', 'v', { namesChecksums: true, newestProtocol: 32 }],
  ['3.1.3', 'LsfxCIvu', undefined],
  ['unknown', 'v', undefined],
])('rsync %s with %s', (version, abilities, shape) => {
  expect(shapeOfHead(abilities, version)).toEqual(shape);
});
