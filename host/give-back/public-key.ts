/** A public key as OpenSSH writes it, and the line of authorized_keys that it is in (sshd(8)). */
import { createHash } from 'node:crypto';

export interface PublicKey {
  type: string;
  /** In base64, as it was written. */
  blob: string;
  /** May be empty. */
  comment: string;
}

export interface KeyLine {
  /** Options, and the blanks behind them: all that stands before the key. */
  options: string;
  key: PublicKey;
}

const TYPES: ReadonlySet<string> = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);
const ED25519_BYTES = 32;
const LONGEST_COMMENT = 200;
const CONTROL = /\p{Cc}/u;

export type ParsedKey = { ok: true; key: PublicKey } | { ok: false; reason: string };

/** `text`: what is in the .pub file of one key, and nothing else. The reason is a sentence without its end. */
export function parsePublicKey(text: string): ParsedKey {
  const line = text.trim();
  if (line === '') return wrong('it is empty');
  if (line.includes('\n')) return wrong('it has more than one line');
  if (CONTROL.test(line)) return wrong('it has control characters in it');
  const key = readKey(line);
  if (key === undefined || !TYPES.has(key.type)) {
    const found = parseKeyLine(line);
    if (found !== undefined && TYPES.has(found.key.type)) {
      return wrong('options stand in front of it: give the key alone, as it is in its .pub file');
    }
    if (line.includes('PRIVATE KEY')) return wrong('that is the private key: give the one in the .pub file');
    return wrong('it is not "ssh-ed25519 AAAA… comment", whole and as it is in the .pub file');
  }
  if (key.comment.length > LONGEST_COMMENT) {
    return wrong(`its comment has more than ${LONGEST_COMMENT} characters`);
  }
  return { ok: true, key };
}

/** Undefined where a line of authorized_keys is empty, a comment, or no key. */
export function parseKeyLine(line: string): KeyLine | undefined {
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  if (line[indent] === '#') return undefined;
  const plain = readKey(line.slice(indent));
  if (plain !== undefined) return { options: line.slice(0, indent), key: plain };
  // sshd's way over the options: up to a blank outside of double quotes, in which \" stands for itself.
  const [options = ''] = /^(?:\\"|"(?:\\"|[^"])*"|[^ \t"])+[ \t]+/.exec(line.slice(indent)) ?? [];
  const key = options === '' ? undefined : readKey(line.slice(indent + options.length));
  return key === undefined ? undefined : { options: line.slice(0, indent + options.length), key };
}

export function formatKey({ type, blob, comment }: PublicKey): string {
  return `${type} ${blob}${comment === '' ? '' : ` ${comment}`}`;
}

/** As ssh-keygen -l shows it. */
export function fingerprintOf({ blob }: PublicKey): string {
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

function readKey(text: string): PublicKey | undefined {
  const [, type = '', blob = '', comment = ''] =
    /^([a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t]+(.*))?$/.exec(text.replace(/\r$/, '')) ?? [];
  return isWhole(type, blob) ? { type, blob, comment: comment.trim() } : undefined;
}

/** A key is a row of strings, each behind its length; the first is the type (RFC 4253, 6.6). */
function isWhole(type: string, blob: string): boolean {
  const bytes = Buffer.from(blob, 'base64');
  if (type === '' || bytes.toString('base64') !== blob) return false;
  const strings: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) return false;
    strings.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  if (at !== bytes.length || strings.length < 2 || strings[0]?.toString('latin1') !== type) return false;
  return type !== 'ssh-ed25519' || (strings.length === 2 && strings[1]?.length === ED25519_BYTES);
}

function wrong(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
