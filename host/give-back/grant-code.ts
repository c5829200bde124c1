/** The code of a grant: fifty bits that a person can read out, and what is kept of it. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Without I, O, 0 and 1: 32 characters, five bits each. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 10;
const GROUP = 5;
const SHAPE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;

export interface HashedCode {
  /** Both in base64. */
  salt: string;
  hash: string;
}

/** As it is shown: XXXXX-XXXXX. */
export function makeCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${letters.slice(0, GROUP)}-${letters.slice(GROUP)}`;
}

export async function hashCode(code: string): Promise<HashedCode> {
  const salt = randomBytes(16);
  const hash = await derive(plain(code), salt);
  return { salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** `code`: as it was typed, in whatever case and with whatever between its letters. */
export async function isCode(code: string, { salt, hash }: HashedCode): Promise<boolean> {
  const letters = plain(code);
  if (!SHAPE.test(letters)) return false;
  const derived = await derive(letters, Buffer.from(salt, 'base64'));
  const known = Buffer.from(hash, 'base64');
  return known.length === derived.length && timingSafeEqual(derived, known);
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '');
}

function derive(letters: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(letters, salt, HASH_BYTES, COST, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
