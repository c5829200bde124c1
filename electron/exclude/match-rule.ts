/**
 * Which paths a rule matches, as rsync's rule_matches does it (exclude.c): a pattern without a slash looks at the last
 * name only, one with slashes at the end of the path, one with a leading slash at all of it, and one with `**` may begin
 * behind any slash.
 */
import { PatternAutomaton } from './pattern-automaton';
import { hasWildcard, SLASH, tokenise, type Token } from './pattern-tokens';
import type { Rule } from './parse-rules';

export interface CompiledRule {
  include: boolean;
  directoriesOnly: boolean;
  tokens: readonly Token[];
  automaton: PatternAutomaton;
  /** Begins at the root with a letter: few directories are worth entering. */
  fromTop: boolean;
  /** The state before the first name below the root. */
  start: number;
  /** What every path that it matches ends in, where the pattern ends in a literal byte. */
  lastByte: number | undefined;
  /** A directory is matched with a slash behind it: `dir/***` takes the directory itself, too. */
  slashBehindDirectories: boolean;
}

/** The rule as one transfer sees it: a leading slash is the top of the transfer. */
export function compileRule({ include, pattern, directoriesOnly }: Rule): CompiledRule {
  const anchored = pattern.startsWith('/');
  const wild = hasWildcard(pattern);
  const slashes = pattern.split('/').length - 1;
  // rsync looks for stars in the text, be they escaped or in a class.
  const doubleStar = pattern.includes('**');
  const startsWithDoubleStar = pattern.startsWith('**');
  let tokens = tokenise(anchored ? pattern.slice(1) : pattern, wild);
  // Without "**" rsync counts the slashes of the text and takes as many names; one inside a class is one too many.
  const matchable = anchored || doubleStar || slashes === tokens.filter(isSlash).length;
  if (!matchable) tokens = [{ kind: 'never', at: 0 }];
  const last = tokens.at(-1);
  const automaton = new PatternAutomaton(tokens, !anchored && !startsWithDoubleStar);
  return {
    include,
    directoriesOnly,
    tokens,
    automaton,
    fromTop: anchored && tokens[0]?.kind === 'byte',
    // "**/name" also matches at the top: rsync puts a slash before the path.
    start: startsWithDoubleStar ? automaton.next(automaton.start, SLASH) : automaton.start,
    lastByte: last?.kind === 'byte' ? last.byte : undefined,
    slashBehindDirectories: pattern.endsWith('***'),
  };
}

function isSlash(token: Token): boolean {
  return token.kind === 'byte' && token.byte === SLASH;
}

/** Whether the rule matches a name that ends in this state. */
export function matchesAt(rule: CompiledRule, state: number, isDirectory: boolean): boolean {
  const { automaton } = rule;
  if (!isDirectory) return !rule.directoriesOnly && automaton.accepts(state);
  return automaton.accepts(rule.slashBehindDirectories ? automaton.next(state, SLASH) : state);
}

/** `path`: below the root, without a leading slash, as bytes. */
export function matchesPath(rule: CompiledRule, path: Uint8Array, isDirectory: boolean): boolean {
  const { automaton } = rule;
  let state = rule.start;
  let from = 0;
  for (let to = path.indexOf(SLASH); to !== -1; to = path.indexOf(SLASH, from)) {
    state = automaton.next(automaton.walk(state, path, from, to), SLASH);
    from = to + 1;
  }
  return matchesAt(rule, automaton.walk(state, path, from, path.length), isDirectory);
}
