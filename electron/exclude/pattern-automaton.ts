/**
 * The tokens of a pattern as a deterministic automaton over the bytes of a path, built as far as names ask for it. One
 * table look-up a byte whatever the pattern: no backtracking, and a directory's state is where its children go on.
 */
import { repeats, SLASH, takes, type Token } from './pattern-tokens';

const UNKNOWN = -1;

/** The state that no byte but, where every component is a beginning, a slash leads out of. */
export const DEAD = 0;

export class PatternAutomaton {
  readonly start: number;
  readonly #tokens: readonly Token[];
  /** The pattern may begin behind every slash, not only at the front. */
  readonly #everyComponent: boolean;
  readonly #states = new Map<string, number>();
  /** For each state the tokens it may stand before, ascending; `tokens.length` is the end. */
  readonly #positions: number[][] = [];
  /** 256 successors a state. Room for few at first: of thousands of rules most are never asked much. */
  #table = new Int32Array(256 * 4).fill(UNKNOWN);
  #accepting = new Uint8Array(4);

  constructor(tokens: readonly Token[], everyComponent: boolean) {
    this.#tokens = tokens;
    this.#everyComponent = everyComponent;
    this.#stateOf([]);
    this.start = this.#stateOf(this.#withSkips([0]));
  }

  accepts(state: number): boolean {
    return this.#accepting[state] === 1;
  }

  next(state: number, byte: number): number {
    const known = this.#table[state * 256 + byte] ?? UNKNOWN;
    return known === UNKNOWN ? this.#compute(state, byte) : known;
  }

  /** The state behind these bytes, which hold no slash. */
  walk(state: number, bytes: Uint8Array, from: number, to: number): number {
    let table = this.#table;
    let at = state;
    for (let index = from; index < to && at !== DEAD; index += 1) {
      const byte = bytes[index] ?? 0;
      const known = table[at * 256 + byte] ?? UNKNOWN;
      if (known === UNKNOWN) {
        at = this.#compute(at, byte);
        table = this.#table;
      } else at = known;
    }
    return at;
  }

  /** The tokens a state may stand before: what is left of the pattern there. */
  positionsOf(state: number): readonly number[] {
    return this.#positions[state] ?? [];
  }

  #compute(state: number, byte: number): number {
    const reached: number[] = [];
    for (const position of this.positionsOf(state)) {
      const token = this.#tokens[position];
      if (token !== undefined && takes(token, byte)) reached.push(repeats(token) ? position : position + 1);
    }
    if (byte === SLASH && this.#everyComponent) reached.push(0);
    const next = this.#stateOf(this.#withSkips(reached));
    this.#table[state * 256 + byte] = next;
    return next;
  }

  /** A star may take nothing: standing before it is standing behind it, too. */
  #withSkips(positions: readonly number[]): number[] {
    const all = new Set<number>();
    for (let position of positions) {
      all.add(position);
      while (repeats(this.#tokens[position])) {
        position += 1;
        all.add(position);
      }
    }
    return [...all].sort((left, right) => left - right);
  }

  #stateOf(positions: number[]): number {
    const key = positions.join();
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state = this.#positions.push(positions) - 1;
    this.#states.set(key, state);
    if (state >= this.#accepting.length) this.#grow();
    this.#accepting[state] = positions.at(-1) === this.#tokens.length ? 1 : 0;
    return state;
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 2).fill(UNKNOWN);
    table.set(this.#table);
    this.#table = table;
    const accepting = new Uint8Array(this.#accepting.length * 2);
    accepting.set(this.#accepting);
    this.#accepting = accepting;
  }
}
