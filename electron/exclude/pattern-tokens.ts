/**
 * A pattern cut into what matches one step each, with the meaning that rsync's wildmatch gives it (rsync(1), "PATTERN
 * MATCHING RULES"; rsync's lib/wildmatch.c): `*` and `?` and classes stop at slashes, two or more stars do not, and
 * backslashes escape only in patterns that hold a wildcard at all.
 */
import { parseClass } from './character-class';

export const SLASH = 47;

export type Token = {
  /** Where it begins in the pattern. */
  at: number;
} & (
  | { kind: 'byte'; byte: number }
  | { kind: 'any' }
  | { kind: 'class'; members: Uint8Array }
  | { kind: 'star' }
  | { kind: 'double-star' }
  /** A class that is not closed, a backslash with nothing behind it: no name gets past it. */
  | { kind: 'never' }
);

/** rsync decides by the mere presence of one of these whether a pattern is compared or matched. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** A literal name as it has to stand in a pattern that holds wildcards. */
export function escapeForPattern(name: string): string {
  return name.replace(/[\\*?[]/g, '\\$&');
}

/** `wild`: whether the whole pattern that this is a part of holds a wildcard. */
export function tokenise(pattern: string, wild: boolean): Token[] {
  if (!wild) return Array.from(pattern, (char, at) => ({ kind: 'byte', byte: char.charCodeAt(0), at }));
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const [token, length] = tokenAt(pattern, at);
    tokens.push({ ...token, at });
    if (token.kind === 'never') break;
    at += length;
  }
  return tokens;
}

type Step = Token extends infer T ? (T extends unknown ? Omit<T, 'at'> : never) : never;

function tokenAt(pattern: string, at: number): [Step, number] {
  switch (pattern.charAt(at)) {
    case '*': {
      const stars = /^\*+/.exec(pattern.slice(at))?.[0].length ?? 1;
      return [{ kind: stars === 1 ? 'star' : 'double-star' }, stars];
    }
    case '?':
      return [{ kind: 'any' }, 1];
    case '[': {
      const found = parseClass(pattern, at);
      return found === undefined
        ? [{ kind: 'never' }, 0]
        : [{ kind: 'class', members: found.members }, found.length];
    }
    case '\\':
      return at + 1 < pattern.length ? byteAt(pattern, at, 1) : [{ kind: 'never' }, 0];
    default:
      return byteAt(pattern, at, 0);
  }
}

function byteAt(pattern: string, at: number, escape: number): [Step, number] {
  return [{ kind: 'byte', byte: pattern.charCodeAt(at + escape) }, 1 + escape];
}

/** Whether the token takes this byte of a path as (one of) its own. */
export function takes(token: Token, byte: number): boolean {
  switch (token.kind) {
    case 'byte':
      return token.byte === byte;
    case 'any':
    case 'star':
      return byte !== SLASH;
    case 'class':
      return token.members[byte] === 1;
    case 'double-star':
      return true;
    case 'never':
      return false;
  }
}

/** Takes any number of bytes, so one may also stand behind it without a byte. */
export function repeats(token: Token | undefined): boolean {
  return token?.kind === 'star' || token?.kind === 'double-star';
}
