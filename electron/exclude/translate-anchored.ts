/**
 * A pattern with a leading slash as one root sees it. People write full paths, rsync counts from the top of the
 * transfer: what is left of the pattern when the way down to the root has been taken is what the transfer needs.
 */
import { PatternAutomaton } from './pattern-automaton';
import { hasWildcard, repeats, SLASH, tokenise, type Token } from './pattern-tokens';

export interface AnchoredPattern {
  /** A full path that leads into the root; otherwise it counts from the root as it stands. */
  leadsIntoRoot: boolean;
  /** Several where a `**` may end on either side of the root; none where nothing below the root can match. */
  patterns: string[];
}

/** `pattern`: with its leading slash and without its trailing one. `root`: absolute, as bytes in a binary string. */
export function translateAnchored(pattern: string, root: string): AnchoredPattern {
  if (root === '/') return { leadsIntoRoot: true, patterns: [pattern] };
  if (!hasWildcard(pattern)) {
    const rest = pattern.startsWith(`${root}/`) ? pattern.slice(root.length) : '/';
    const leadsIntoRoot = rest.length > 1 && rest[1] !== '/';
    return { leadsIntoRoot, patterns: [leadsIntoRoot ? rest : pattern] };
  }
  const body = pattern.slice(1);
  const tokens = tokenise(body, true);
  const automaton = new PatternAutomaton(tokens, false);
  let state = automaton.start;
  for (const byte of Buffer.from(`${root.slice(1)}/`, 'latin1')) state = automaton.next(state, byte);
  const rests = restsAt(automaton.positionsOf(state), tokens);
  if (rests.length === 0) return { leadsIntoRoot: false, patterns: [pattern] };
  return { leadsIntoRoot: true, patterns: rests.flatMap((rest) => restOf(body, tokens, rest)) };
}

/** Where the pattern may go on below the root. What a star before it covers as well, or begins with a slash, is no rest. */
function restsAt(positions: readonly number[], tokens: readonly Token[]): number[] {
  return positions
    .filter((position) => {
      const token = tokens[position];
      const covered = repeats(tokens[position - 1]) && positions.includes(position - 1);
      return token !== undefined && !covered && !(token.kind === 'byte' && token.byte === SLASH);
    })
    .reverse();
}

/** A rest that has lost the last wildcard loses its escapes too: rsync would take them for backslashes. */
function restOf(body: string, tokens: readonly Token[], position: number): string[] {
  const text = body.slice(tokens[position]?.at);
  if (hasWildcard(text)) return [`/${text}`];
  const bytes = tokens.slice(position).map((token) => (token.kind === 'byte' ? token.byte : undefined));
  return bytes.includes(undefined) ? [] : [`/${String.fromCharCode(...bytes.map((byte) => byte ?? 0))}`];
}
