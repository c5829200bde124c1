import { fc, test as property } from '../helpers/property';
import { expect, test } from 'vitest';
import {
  formatCallback,
  formatRequestBody,
  parseCallback,
  parseRequestBody,
  type RequestExtension,
} from '../../shared/request';

const KEY =
  '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n';
const EXTENSION: RequestExtension = {
  protocol: 1,
  hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBk',
  user: 'u',
  roots: ['/home/ü'],
  reach: 'direct',
  purpose: 'backup',
};

test('the bytes are the original protocol: key, three newlines, exclude list', () => {
  const body = formatRequestBody({ privateKey: KEY, extension: undefined, excludeList: '/proc\n' });
  expect(body).toBe(`${KEY}\n\n\n/proc\n`);
});

test('what Latchkey adds is one comment line of ASCII that rsync ignores', () => {
  const body = formatRequestBody({ privateKey: KEY, extension: EXTENSION, excludeList: '- x\n' });
  const added = body.slice(`${KEY}\n\n\n`.length, -'- x\n'.length);
  expect(added).toMatch(/^# [\x20-\x7e]+\n$/);
});

const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)) });

property.prop([bytes, fc.boolean()])('any exclude list survives, byte for byte', (list, extended) => {
  const extension = extended ? EXTENSION : undefined;
  // Without the extension, leading newlines cannot be told from the separator; rsync ignores them anyway.
  const excludeList = extended ? list : list.replace(/^\n+/, '');
  fc.pre(!excludeList.startsWith('# latchkey-request: '));
  const parsed = parseRequestBody(formatRequestBody({ privateKey: KEY, extension, excludeList }));
  expect(parsed).toEqual({ ok: true, value: { privateKey: KEY, extension, excludeList } });
});

property.prop([bytes])('no input makes the parser throw', (input) => {
  expect(parseRequestBody(input).ok).toBe(false);
});

test('a store on the same machine is asked without a key', () => {
  const extension: RequestExtension = {
    ...{ protocol: 1, user: 'u', roots: ['/home/ü'], reach: 'here', purpose: 'backup' },
  };
  const value = { privateKey: '', extension, excludeList: '- x\n' };
  expect(parseRequestBody(formatRequestBody(value))).toEqual({ ok: true, value });
  for (const odd of [
    { ...value, privateKey: KEY },
    { ...value, extension: EXTENSION },
    { ...value, extension: undefined },
  ]) {
    expect(parseRequestBody(formatRequestBody(odd))).toMatchObject({ ok: false });
  }
});

test.each([
  ['no separator', `${KEY}no list`, /no private key/],
  ['something else than a key', 'rm -rf\n\n\n\nlist', /no OpenSSH private key/],
  ['a broken extension', `${KEY}\n\n\n# latchkey-request: {"protocol":1\n`, /no JSON/],
  ['a newer protocol', `${KEY}\n\n\n# latchkey-request: {"protocol":2}\n`, /not understood/],
  [
    'a root that is no absolute path',
    `${KEY}\n\n\n# latchkey-request: ${JSON.stringify({ ...EXTENSION, roots: ['-e sh'] })}\n`,
    /not understood/,
  ],
])('%s is refused with its reason', (_, input, reason) => {
  const parsed = parseRequestBody(input);
  expect(parsed).toMatchObject({ ok: false });
  if (!parsed.ok) expect(parsed.reason).toMatch(reason);
});

test.each([
  ['laptop.example.org:2222', { host: 'laptop.example.org', port: 2222 }],
  ['[2001:db8::1]:2222', { host: '2001:db8::1', port: 2222 }],
  ['2001:db8::1:2222', { host: '2001:db8::1', port: 2222 }],
  ['192.0.2.7:1', { host: '192.0.2.7', port: 1 }],
])('reads the callback %s', (text, value) => {
  expect(parseCallback(text)).toEqual({ ok: true, value });
});

test.each([
  '',
  'laptop',
  'laptop:',
  'laptop:0',
  'laptop:65536',
  '-oProxyCommand=x:22',
  'a b:22',
  'x;id:22',
  '$(id):1',
])('refuses the callback "%s"', (text) => {
  expect(parseCallback(text).ok).toBe(false);
});

property.prop([fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()), fc.integer({ min: 1, max: 65535 })])(
  'a written callback is read back',
  (host, port) => {
    expect(parseCallback(formatCallback({ host, port }))).toEqual({ ok: true, value: { host, port } });
  },
);

test.each([
  ['the same root twice', { roots: ['/home/u', '/home/u'] }],
  ['a user that is too long for a command', { user: 'a'.repeat(200_000) }],
  ['a host key that is too long for a file of one line', { hostKey: `ssh-ed25519 ${'A'.repeat(100_000)}` }],
])('%s is refused', (_, odd) => {
  const body = formatRequestBody({ privateKey: KEY, extension: { ...EXTENSION, ...odd }, excludeList: '' });
  expect(parseRequestBody(body).ok).toBe(false);
});
