/**
 * Which of many rules a path may match at all, told by four bytes in a row: all that a rule matches holds its literal
 * parts, and of those the four bytes are chosen that the fewest other rules have as well. So thousands of rules cost a
 * path little more than one. It only says "perhaps": what it names is matched as ever.
 */
import type { CompiledRule } from './match-rule';
import { SLASH } from './pattern-tokens';

const WIDTH = 4;
const FILTER_BITS = 16;
const NONE: readonly number[] = [];

/** The last four bytes read, before a path's first: a slash stands before every name, the first one too. */
export const BEFORE_PATH = SLASH;

/** The last four bytes with one more. */
export function slide(window: number, byte: number): number {
  return (window << 8) | byte;
}

export class LiteralIndex {
  /** Rules without four literal bytes in a row: they may match any path. By their place in `rules`. */
  readonly anywhere: number[] = [];
  readonly #rules = new Map<number, number[]>();
  /** Nearly all that is asked is in no rule; this says so without a look into the map. */
  readonly #filter = new Uint8Array(2 ** FILTER_BITS);

  /** What is undefined is among those for any path. */
  constructor(rules: readonly (CompiledRule | undefined)[]) {
    const windows = rules.map((rule) => (rule === undefined ? new Set<number>() : windowsOf(rule)));
    const counts = new Map<number, number>();
    for (const mine of windows) {
      for (const window of mine) counts.set(window, (counts.get(window) ?? 0) + 1);
    }
    for (const [index, mine] of windows.entries()) {
      let rarest: number | undefined;
      let fewest = Infinity;
      for (const window of mine) {
        const count = counts.get(window) ?? 0;
        if (count < fewest) [rarest, fewest] = [window, count];
      }
      if (rarest === undefined) this.anywhere.push(index);
      else this.#add(rarest, index);
    }
  }

  /** Rules that may match a path in which these four bytes occur, or what lies in it. */
  at(window: number): readonly number[] {
    return this.#filter[slot(window)] === 1 ? (this.#rules.get(window) ?? NONE) : NONE;
  }

  /** All rules that may match this path, or a directory on the way to it; ascending. */
  of(path: Uint8Array): number[] {
    const found = new Set(this.anywhere);
    let window = BEFORE_PATH;
    for (let index = 0; index <= path.length; index += 1) {
      window = slide(window, path[index] ?? SLASH);
      for (const rule of this.at(window)) found.add(rule);
    }
    return [...found].sort((one, other) => one - other);
  }

  #add(window: number, index: number): void {
    this.#filter[slot(window)] = 1;
    const there = this.#rules.get(window);
    if (there === undefined) this.#rules.set(window, [index]);
    else there.push(index);
  }
}

function slot(window: number): number {
  return Math.imul(window, 0x9e3779b1) >>> (32 - FILTER_BITS);
}

/** All fours of literal bytes of a rule, with the slash before its first name and the one behind its last. */
function windowsOf({ tokens }: CompiledRule): Set<number> {
  const windows = new Set<number>();
  let window = BEFORE_PATH;
  let length = 1;
  const read = (byte: number): void => {
    window = slide(window, byte);
    length += 1;
    if (length >= WIDTH) windows.add(window);
  };
  for (const token of tokens) {
    if (token.kind === 'byte') read(token.byte);
    else length = 0;
  }
  if (length > 0) read(SLASH);
  return windows;
}
