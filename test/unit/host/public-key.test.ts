import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprintOf, formatKey, parseKeyLine, parsePublicKey } from '../../../host/give-back/public-key';

const directory = mkdtempSync(join(tmpdir(), 'lk-keys-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function makeKey(type: string, ...more: string[]): { text: string; fingerprint: string } {
  const file = join(directory, `${type}${more.join('')}`);
  execFileSync('ssh-keygen', ['-q', '-t', type, ...more, '-N', '', '-C', 'anna b@lap', '-f', file]);
  const [, fingerprint = ''] = execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' }).split(
    ' ',
  );
  return { text: readFileSync(`${file}.pub`, 'utf8'), fingerprint };
}

const { text: own } = makeKey('ed25519', '-a', '1');
const [type = '', blob = ''] = own.split(' ');

describe('a public key', () => {
  it.each([['ed25519'], ['rsa', '-b', '2048'], ['ecdsa', '-b', '384']])('of ssh-keygen -t %s', (...args) => {
    const [kind = '', ...more] = args;
    const { text, fingerprint } = makeKey(kind, ...more);
    const parsed = parsePublicKey(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(formatKey(parsed.key)).toBe(text.trim());
    expect(parsed.key.comment).toBe('anna b@lap');
    expect(fingerprintOf(parsed.key)).toBe(fingerprint);
  });

  it.each([
    ['', 'it is empty'],
    ['AAAA', 'whole'],
    [`${type} ${blob.slice(0, -4)}`, 'whole'],
    [`${type} ${blob.slice(0, 20)} anna`, 'whole'],
    [`ssh-rsa ${blob}`, 'whole'],
    [`${type}-cert-v01@openssh.com ${blob}`, 'whole'],
    [`${own.trim()}\n${own.trim()}`, 'more than one line'],
    [`${own.trim()}\u0007`, 'control characters'],
    [`restrict ${own}`, 'options stand in front'],
    [`command="rm -rf x",no-pty ${own}`, 'options stand in front'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'private key'],
    [`${type} ${blob} ${'c'.repeat(201)}`, '200 characters'],
  ])('is not %j', (text, reason) => {
    const parsed = parsePublicKey(text);
    expect(parsed).toMatchObject({ ok: false });
    if (!parsed.ok) expect(parsed.reason).toContain(reason);
  });
});

describe('a line of authorized_keys', () => {
  it.each([
    '',
    '  ',
    'restrict ',
    'command="latchkey-host --store \\"/srv/my store\\" --machine a",restrict\t ',
    'from="*.example, !x",command="echo \' ssh-ed25519 \' # no" ',
  ])('has %j before its key', (options) => {
    expect(parseKeyLine(`${options}${type} ${blob} anna b@lap \r`)).toEqual({
      options,
      key: { type, blob, comment: 'anna b@lap' },
    });
  });

  it.each(['', '# a comment', `#${type} ${blob}`, 'restrict', `command="x ${type} ${blob}`])(
    'is none: %j',
    (line) => {
      expect(parseKeyLine(line)).toBeUndefined();
    },
  );
});
