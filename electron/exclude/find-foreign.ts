/** Lines that were written for another program and hide nothing under rsync, each with the lines that would do it. */
import { compileBelowEach, rulesBelowEach, type RulesBelow } from './candidate-rules';
import { diagnostic, type Diagnostic, type Surroundings } from './diagnostic';
import { readForeign, type Draft } from './foreign-line';
import { toBytes, toText } from './list-text';
import { parseLine, signOf, textThatCounts, type RuleLine } from './parse-rules';
import { hasWildcard } from './pattern-tokens';
import { mayTake } from './rule-coverage';
import { asBytes } from './rules-for-transfer';

/** What no name can be, whatever is there. */
const NEVER_A_NAME: ReadonlySet<string> = new Set(['dot-part', 'double-slash']);

/** Only where nothing has such a name, as far as is known: a name may begin with "~" or end in a blank. */
export function findForeign(rules: readonly RuleLine[], surroundings: Surroundings): Diagnostic[] {
  const { roots, home, variables = {}, exists = () => false, effects } = surroundings;
  const matches = new Map(effects?.map((effect) => [effect.line, effect.matches]));
  const places = {
    ...{ home, roots },
    variable: (name: string) => variables[name],
    exists: (path: string) => exists(asBytes(path)),
  };
  /** Made when the first exception asks for it: mostly none does. */
  let below: RulesBelow[] | undefined;
  return rules.flatMap((line, index): Diagnostic[] => {
    const text = textThatCounts(line.text);
    const sign = signOf(text);
    const pattern = text.slice(sign.length);
    const meant = readForeign(toDraft(sign, pattern), places);
    if (meant === undefined || (matches.get(line.number) ?? 0) > 0) return [];
    if (!NEVER_A_NAME.has(meant.kind) && isName(pattern, roots, exists)) return [];
    const instead = meant.lines.map(toBytes);
    const useful = instead.every((each) => isUseful(each, text, roots)) ? instead : [];
    const before = useful
      .filter((each) => each.startsWith('+ '))
      .map((each) => lineBefore(each, index, rules, roots, (below ??= rulesBelowEach(rules, roots))))
      .find((number) => number !== undefined);
    return [{ ...diagnostic(line.number, meant.kind, before ?? 0), instead: useful }];
  });
}

function toDraft(sign: Draft['sign'], pattern: string): Draft {
  return { sign, pattern: toText(pattern) };
}

/** Whether something is there that is named just so: as a full path, or at the top of a root. */
function isName(pattern: string, roots: readonly string[], exists: (path: string) => boolean): boolean {
  if (hasWildcard(pattern)) return false;
  const full = pattern.startsWith('/') ? [pattern] : [];
  const below = roots.map((root) => `${asBytes(root === '/' ? '' : root)}/${pattern.replace(/^\//, '')}`);
  return [...full, ...below].some(exists);
}

/** No way out where it would be the rule for a whole root, or as it stands. */
function isUseful(line: string, text: string, roots: readonly string[]): boolean {
  const parsed = parseLine(line);
  if (parsed.kind === 'comment') return true;
  return (
    parsed.kind === 'rule' &&
    line !== text &&
    parsed.rule.pattern !== '/' &&
    !roots.some((root) => asBytes(root) === parsed.rule.pattern)
  );
}

/** rsync goes by the first match, git by the last: an exception has to stand before the rule that it is one from. */
function lineBefore(
  text: string,
  index: number,
  rules: readonly RuleLine[],
  roots: readonly string[],
  below: readonly RulesBelow[],
): number | undefined {
  const parsed = parseLine(text);
  if (parsed.kind !== 'rule' || !parsed.rule.include) return undefined;
  const positions = compileBelowEach(parsed.rule, roots).flatMap((exceptions, root) =>
    exceptions.flatMap((exception) =>
      (below[root]?.candidates(exception) ?? []).filter(
        (position) =>
          position < index &&
          rules[position]?.rule.include === false &&
          (below[root]?.rules[position] ?? []).some((rule) => mayTake(rule, exception)),
      ),
    ),
  );
  return rules[Math.min(...positions)]?.number;
}
