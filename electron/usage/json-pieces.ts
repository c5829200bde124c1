/**
 * Cuts JSON that arrives in pieces into brackets, commas, numbers and whole objects: all that an export of ncdu is made
 * of, so that no more of it than one object is ever a string.
 */
import { LONGEST_LINE } from './line-splitter';

/** `text`: of objects and numbers, a binary string; of others the character. Gives back what is wrong. */
type TakePiece = (kind: 'open' | 'close' | 'comma' | 'number' | 'object', text: string) => string | undefined;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const NEWLINE = 0x0a;
const SINGLE: Record<number, 'open' | 'close' | 'comma'> = { 0x5b: 'open', 0x5d: 'close', 0x2c: 'comma' };

export class JsonPieces {
  /** Counts from 1. */
  line = 1;
  /** Where in the bytes the piece ends whose taker ended it. */
  stoppedAt = 0;
  /** What was begun in an earlier piece. */
  #begun = '';
  #braces = 0;
  #inString = false;
  #escaped = false;
  #inNumber = false;

  push(bytes: Uint8Array, take: TakePiece): string | undefined {
    let start = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#braces > 0) {
        if (!this.#isLastOfObject(byte)) continue;
        const problem = take('object', this.#whole(bytes, start, at + 1));
        if (problem !== undefined) return problem;
        continue;
      }
      if (isOfNumber(byte)) {
        if (!this.#inNumber) start = at;
        this.#inNumber = true;
        continue;
      }
      const problem = this.#endNumber(bytes, start, at, take);
      if (problem !== undefined) return problem;
      if (byte === NEWLINE) this.line += 1;
      else if (byte === OPEN) {
        this.#braces = 1;
        start = at;
      } else if (SINGLE[byte] !== undefined) {
        this.stoppedAt = at + 1;
        const wrong = take(SINGLE[byte], String.fromCharCode(byte));
        if (wrong !== undefined) return wrong;
      } else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) {
        return 'has something that is no part of an export';
      }
    }
    if (this.#braces > 0 || this.#inNumber) this.#begun = this.#whole(bytes, start, bytes.length);
    return this.#begun.length > LONGEST_LINE ? 'has an entry that is longer than any can be' : undefined;
  }

  #endNumber(bytes: Uint8Array, start: number, end: number, take: TakePiece): string | undefined {
    if (!this.#inNumber) return undefined;
    this.#inNumber = false;
    return take('number', this.#whole(bytes, start, end));
  }

  #isLastOfObject(byte: number): boolean {
    if (byte === NEWLINE) this.line += 1;
    if (this.#escaped) this.#escaped = false;
    else if (this.#inString) {
      if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
    } else if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN) this.#braces += 1;
    else if (byte === CLOSE) this.#braces -= 1;
    return this.#braces === 0;
  }

  #whole(bytes: Uint8Array, start: number, end: number): string {
    const first = this.#begun === '' ? start : 0;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + first, end - first).toString('latin1');
    const whole = this.#begun + text;
    this.#begun = '';
    return whole;
  }
}

function isOfNumber(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e;
}
