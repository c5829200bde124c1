/**
 * Leaving something out of the backups, whoever asks: the terminal for a path, Space for what a picture shows, Home and
 * History for what a run could not read. One result for all of them; words come from where it is shown.
 */
import { success, type Result } from '../../shared/result';
import { decidePath } from './decide-path';
import { insertLine } from './edit-lines';
import { parseExcludeList } from './parse-rules';
import { readable, ruleForPath } from './rule-for-path';
import { asBytes } from './rules-for-transfer';

type WhyNot = 'is-root' | 'in-no-root' | 'not-expressible' | 'not-characters';

/** How a list treats something: `keptBy` is the "+" rule that keeps it, where one does. */
type Treatment =
  { is: 'outside' } | { is: 'excluded'; line: number; decidedAt: string } | { is: 'kept'; keptBy?: number };

/** What is to be left out, as whoever asks knows it. */
export interface Wanted {
  /** For people. */
  shown: string;
  treatedBy: (list: string) => Treatment;
  /** The line that leaves out just this, as a binary string. */
  rule: Result<string, WhyNot>;
}

export interface LeftOut {
  /** As it is with the new rules. */
  list: string;
  /** Behind all others, or `before` the "+" rule that would have kept it. Where they stand once all are there may be further down. */
  added: { rule: string; line: number; before: boolean }[];
  already: { shown: string; line: number; decidedAt: string }[];
  refused: { shown: string; why: WhyNot }[];
}

/** Whatever the list says. Of what is excluded already nobody asks whether there could be a rule. */
const IN_ANY_CASE: readonly WhyNot[] = ['is-root', 'not-characters'];

export function leaveOut(list: string, wanted: readonly Wanted[]): LeftOut {
  const result: LeftOut = { list, added: [], already: [], refused: [] };
  for (const { shown, rule, treatedBy } of wanted) {
    const now = treatedBy(result.list);
    if (!rule.ok && IN_ANY_CASE.includes(rule.failure)) result.refused.push({ shown, why: rule.failure });
    else if (now.is === 'outside') result.refused.push({ shown, why: 'in-no-root' });
    else if (now.is === 'excluded') result.already.push({ shown, line: now.line, decidedAt: now.decidedAt });
    else if (!rule.ok) result.refused.push({ shown, why: rule.failure });
    else add(result, rule.value, treatedBy);
  }
  return result;
}

function add(result: LeftOut, rule: string, treatedBy: Wanted['treatedBy']): void {
  const last = insertLine(result.list, rule);
  const then = treatedBy(last);
  const keptBy = then.is === 'kept' ? then.keptBy : undefined;
  result.list = keptBy === undefined ? last : insertLine(result.list, rule, keptBy);
  const line = keptBy ?? parseExcludeList(last).length;
  result.added.push({ rule: readable(rule), line, before: keptBy !== undefined });
}

/** `path`: full and normalised. Where it lies in several roots, it is left out when it is in each. */
export function wantedPath(
  roots: readonly string[],
  path: string,
  isDirectory: (path: string) => boolean,
): Wanted {
  const treatedBy = (list: string): Treatment => {
    const decisions = decidePath(parseExcludeList(list), roots, path, isDirectory);
    const [first] = decisions;
    if (first === undefined) return { is: 'outside' };
    const keeping = decisions.filter(({ excluded }) => !excluded);
    if (keeping.length === 0) return { is: 'excluded', line: first.line ?? 0, decidedAt: first.decidedAt };
    const lines = keeping.flatMap(({ line }) => line ?? []);
    return lines.length === 0 ? { is: 'kept' } : { is: 'kept', keptBy: Math.min(...lines) };
  };
  const rule = roots.includes(path)
    ? ({ ok: false, failure: 'is-root' } as const)
    : lineFor(asBytes(path), isDirectory(path));
  return { shown: readable(asBytes(path)), treatedBy, rule };
}

/** `path`: as bytes in a binary string. */
export function lineFor(path: string, isDirectory: boolean): Wanted['rule'] {
  const rule = ruleForPath(path, isDirectory);
  return rule.ok ? success(rule.value) : { ok: false, failure: 'not-expressible' };
}
