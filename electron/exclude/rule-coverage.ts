/**
 * Whether one rule takes all that another could ever match, for any tree: both automata are walked side by side over
 * every text they can tell apart, until a path is found that only the later rule matches.
 */
import { matchesAt, matchesPath, type CompiledRule } from './match-rule';
import { DEAD } from './pattern-automaton';
import { SLASH, type Token } from './pattern-tokens';

/** Where the comparison would get larger than this, nothing is claimed. */
const MOST_STATES = 4000;

const EXAMPLE_BYTE = 0x78;

interface Place {
  later: number;
  earlier: number;
  /** No byte of the name yet. */
  nameBegins: boolean;
  /** How it was reached. */
  byte: number;
  before: Place | undefined;
}

/** Whether there is no path at all that the rule matches. */
export function matchesNothing(rule: CompiledRule): boolean {
  return exampleOf(rule) === 'none';
}

/**
 * `closesDirectories`: what lies in a directory that `earlier` leaves out is never looked at. Only true of an exclude
 * rule that no include rule comes before.
 */
export function isCovered(later: CompiledRule, earlier: CompiledRule, closesDirectories: boolean): boolean {
  const example = exampleOf(later);
  if (example === 'none') return true;
  // Of most pairs one path already shows that they have nothing to do with each other.
  if (example !== 'unknown' && !isTaken(example, earlier, closesDirectories)) return false;
  return everyPath(
    later,
    earlier,
    (state, isDirectory) => matchesAt(earlier, state, isDirectory),
    closesDirectories,
  );
}

/** Whether `earlier` takes a path that `later` matches, or a directory on the way to it: one path is asked about. */
export function mayTake(earlier: CompiledRule, later: CompiledRule): boolean {
  const example = exampleOf(later);
  return typeof example !== 'string' && isTaken(example, earlier, true);
}

interface Example {
  path: Uint8Array;
  isDirectory: boolean;
}

const EXAMPLES = new WeakMap<CompiledRule, Example | 'none' | 'unknown'>();

/** A path that the rule matches. "unknown": there may be one, but the search for it would take too long. */
export function exampleOf(rule: CompiledRule): Example | 'none' | 'unknown' {
  let example = EXAMPLES.get(rule);
  if (example === undefined) {
    const path = findExample(rule);
    example = path === undefined ? searchExample(rule) : { path, isDirectory: rule.directoriesOnly };
    EXAMPLES.set(rule, example);
  }
  return example;
}

/** Where the plainest path that its tokens spell is one. */
function findExample(rule: CompiledRule): Uint8Array | undefined {
  const spelled = Uint8Array.from(rule.tokens.flatMap(exampleByte));
  // "**/name" also matches at the top.
  const path = spelled[0] === SLASH ? spelled.subarray(1) : spelled;
  const isPath =
    path.length > 0 && path.every((byte, index) => byte !== SLASH || (path[index + 1] ?? SLASH) !== SLASH);
  if (!isPath || path[0] === SLASH) return undefined;
  const isLiteral = path === spelled && rule.tokens.every(({ kind }) => kind === 'byte');
  return isLiteral || matchesPath(rule, path, rule.directoriesOnly) ? path : undefined;
}

function searchExample(rule: CompiledRule): Example | 'none' | 'unknown' {
  let example: Example | undefined;
  const none = everyPath(rule, undefined, (_state, isDirectory, path) => {
    example = { path: path(), isDirectory };
    return false;
  });
  return none ? 'none' : (example ?? 'unknown');
}

function exampleByte(token: Token): number[] {
  if (token.kind === 'byte') return [token.byte];
  if (token.kind === 'any') return [EXAMPLE_BYTE];
  if (token.kind === 'class') return [token.members.lastIndexOf(1)].filter((byte) => byte !== -1);
  return [];
}

function isTaken({ path, isDirectory }: Example, rule: CompiledRule, closesDirectories: boolean): boolean {
  if (matchesPath(rule, path, isDirectory)) return true;
  if (!closesDirectories) return false;
  return path.some((byte, index) => byte === SLASH && matchesPath(rule, path.subarray(0, index), true));
}

function everyPath(
  later: CompiledRule,
  earlier: CompiledRule | undefined,
  taken: (earlierState: number, isDirectory: boolean, path: () => Uint8Array) => boolean,
  closesDirectories = false,
): boolean {
  const bytes = distinctBytes(earlier === undefined ? [later] : [later, earlier]);
  const places: Place[] = [
    { later: later.start, earlier: earlier?.start ?? DEAD, nameBegins: true, byte: SLASH, before: undefined },
  ];
  const seen = new Set<number>();
  for (const place of places) {
    if (places.length > MOST_STATES) return false;
    const path = (): Uint8Array => pathTo(place);
    if (!place.nameBegins) {
      for (const isDirectory of [false, true]) {
        if (!matchesAt(later, place.later, isDirectory)) continue;
        if (!taken(place.earlier, isDirectory, path)) return false;
      }
    }
    const closed = closesDirectories && taken(place.earlier, true, path);
    for (const byte of bytes) {
      const nameBegins = byte === SLASH;
      if (nameBegins && (place.nameBegins || closed)) continue;
      const next = {
        later: later.automaton.next(place.later, byte),
        earlier: earlier?.automaton.next(place.earlier, byte) ?? DEAD,
      };
      const hopeless = next.later === DEAD && later.automaton.next(DEAD, SLASH) === DEAD;
      // Neither automaton has more states than bytes were tried: far below 2^25 each.
      const key = (next.later * 2 ** 25 + next.earlier) * 2 + Number(nameBegins);
      if (hopeless || seen.has(key)) continue;
      seen.add(key);
      places.push({ ...next, nameBegins, byte, before: place });
    }
  }
  return true;
}

function pathTo(place: Place): Uint8Array {
  const bytes: number[] = [];
  for (let at = place; at.before !== undefined; at = at.before) bytes.push(at.byte);
  return Uint8Array.from(bytes.reverse());
}

/** One byte for each set of bytes that no token of these rules tells apart. A NUL occurs in no path. */
function distinctBytes(rules: readonly CompiledRule[]): number[] {
  const tokens = rules.flatMap((rule) => rule.tokens);
  const alone = new Set([SLASH, ...tokens.flatMap((token) => (token.kind === 'byte' ? [token.byte] : []))]);
  const classes = tokens.flatMap((token) => (token.kind === 'class' ? [token.members] : []));
  const others = new Map<string, number>();
  for (let byte = 1; byte < 256; byte += 1) {
    const key = classes.map((members) => members[byte] ?? 0).join('');
    if (!alone.has(byte) && !others.has(key)) others.set(key, byte);
  }
  return [...alone, ...others.values()].sort((one, other) => one - other);
}
