/**
 * Whether one rule takes all that another could ever match, for any tree: both automata are walked side by side over
 * every text they can tell apart, until a path is found that only the later rule matches.
 */
import { matchesAt, matchesPath, type CompiledRule } from './match-rule';
import { DEAD } from './pattern-automaton';
import { SLASH, takes, type Token } from './pattern-tokens';

/** Where the comparison would get larger than this, nothing is claimed. */
const MOST_STATES = 4000;

const EXAMPLE_BYTE = 0x78;

interface Place {
  later: number;
  earlier: number;
  /** No byte of the name yet. */
  nameBegins: boolean;
}

/** Whether there is no path at all that the rule matches. */
export function matchesNothing(rule: CompiledRule): boolean {
  return exampleOf(rule) === undefined && everyPath(rule, undefined, () => false);
}

/**
 * `closesDirectories`: what lies in a directory that `earlier` leaves out is never looked at. Only true of an exclude
 * rule that no include rule comes before.
 */
export function isCovered(later: CompiledRule, earlier: CompiledRule, closesDirectories: boolean): boolean {
  const example = exampleOf(later);
  // Of most pairs one path already shows that they have nothing to do with each other.
  if (example !== undefined && !isTaken(example, later.directoriesOnly, earlier, closesDirectories))
    return false;
  return everyPath(
    later,
    earlier,
    (state, isDirectory) => matchesAt(earlier, state, isDirectory),
    closesDirectories,
  );
}

const EXAMPLES = new WeakMap<CompiledRule, Uint8Array | undefined>();

function exampleOf(rule: CompiledRule): Uint8Array | undefined {
  if (!EXAMPLES.has(rule)) EXAMPLES.set(rule, findExample(rule));
  return EXAMPLES.get(rule);
}

/** A path that the rule matches, where the plainest one that its tokens spell is one. */
function findExample(rule: CompiledRule): Uint8Array | undefined {
  const spelled = Uint8Array.from(rule.tokens.flatMap(exampleByte));
  // "**/name" also matches at the top.
  const path = spelled[0] === SLASH ? spelled.subarray(1) : spelled;
  const isPath =
    path.length > 0 && path.every((byte, index) => byte !== SLASH || (path[index + 1] ?? SLASH) !== SLASH);
  return isPath && path[0] !== SLASH && matchesPath(rule, path, rule.directoriesOnly) ? path : undefined;
}

function exampleByte(token: Token): number[] {
  if (token.kind === 'byte') return [token.byte];
  if (token.kind === 'any') return [EXAMPLE_BYTE];
  if (token.kind === 'class') return [token.members.lastIndexOf(1)].filter((byte) => byte !== -1);
  return [];
}

function isTaken(
  path: Uint8Array,
  isDirectory: boolean,
  rule: CompiledRule,
  closesDirectories: boolean,
): boolean {
  if (matchesPath(rule, path, isDirectory)) return true;
  if (!closesDirectories) return false;
  return path.some((byte, index) => byte === SLASH && matchesPath(rule, path.subarray(0, index), true));
}

function everyPath(
  later: CompiledRule,
  earlier: CompiledRule | undefined,
  taken: (earlierState: number, isDirectory: boolean) => boolean,
  closesDirectories = false,
): boolean {
  const bytes = distinctBytes(earlier === undefined ? [later] : [later, earlier]);
  const places: Place[] = [{ later: later.start, earlier: earlier?.start ?? DEAD, nameBegins: true }];
  const seen = new Set<string>();
  for (const place of places) {
    if (places.length > MOST_STATES) return false;
    if (!place.nameBegins) {
      for (const isDirectory of [false, true]) {
        if (matchesAt(later, place.later, isDirectory) && !taken(place.earlier, isDirectory)) return false;
      }
    }
    for (const byte of bytes) {
      if (byte === SLASH && (place.nameBegins || (closesDirectories && taken(place.earlier, true)))) continue;
      const next = {
        later: later.automaton.next(place.later, byte),
        earlier: earlier?.automaton.next(place.earlier, byte) ?? DEAD,
        nameBegins: byte === SLASH,
      };
      const hopeless = next.later === DEAD && later.automaton.next(DEAD, SLASH) === DEAD;
      const key = `${next.later},${next.earlier},${Number(next.nameBegins)}`;
      if (hopeless || seen.has(key)) continue;
      seen.add(key);
      places.push(next);
    }
  }
  return true;
}

/** One byte for each set of bytes that no token of these rules tells apart. A NUL occurs in no path. */
function distinctBytes(rules: readonly CompiledRule[]): number[] {
  const tokens = rules.flatMap((rule) => rule.tokens);
  const telling = tokens.filter(({ kind }) => kind === 'byte' || kind === 'class');
  const kinds = new Map<string, number>();
  for (let byte = 1; byte < 256; byte += 1) {
    const key = telling.map((token) => (takes(token, byte) ? 1 : 0)).join('') + (byte === SLASH ? '/' : '');
    if (!kinds.has(key)) kinds.set(key, byte);
  }
  return [...kinds.values()];
}
