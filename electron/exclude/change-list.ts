/** The changes of an exclude list that people ask for: leave this path out, no longer do so, add a preset. Pure. */
import { success, type Result } from '../../shared/result';
import { decidePath } from './decide-path';
import { insertLine, removeLine } from './edit-lines';
import { activeRules, parseExcludeList } from './parse-rules';
import { presetLines, rulesThere, type Preset } from './presets';
import { linesForPath, ruleForPath } from './rule-for-path';
import { asBytes } from './rules-for-transfer';

export type AddedPath =
  | { kind: 'added'; list: string; line: number; rule: string; before: number | undefined }
  | { kind: 'already'; line: number; decidedAt: string }
  | { kind: 'in-no-root' }
  | { kind: 'is-root' };

/**
 * A rule for exactly this path, behind all others, or before the "+" rule that would keep it. Fails with
 * name-not-expressible. `path`: full and normalised.
 */
export function addPath(
  list: string,
  roots: readonly string[],
  path: string,
  isDirectory: (path: string) => boolean,
): Result<AddedPath> {
  if (roots.includes(path)) return success({ kind: 'is-root' });
  const decide = (text: string) => decidePath(parseExcludeList(text), roots, path, isDirectory);
  const now = decide(list);
  const [first] = now;
  if (first === undefined) return success({ kind: 'in-no-root' });
  if (now.every(({ excluded }) => excluded)) {
    return success({ kind: 'already', line: first.line ?? 0, decidedAt: first.decidedAt });
  }
  const rule = ruleForPath(asBytes(path), isDirectory(path));
  if (!rule.ok) return rule;
  const keeping = decide(insertLine(list, rule.value)).flatMap(({ excluded, line }) =>
    excluded || line === undefined ? [] : [line],
  );
  const before = keeping.length === 0 ? undefined : Math.min(...keeping);
  const changed = insertLine(list, rule.value, before);
  const line = before ?? parseExcludeList(changed).length;
  return success({ kind: 'added', list: changed, line, rule: rule.value, before });
}

export interface RemovedPath {
  list: string;
  /** The lines that stood for this path and were taken out, by their numbers before. */
  lines: number[];
  /** The line that still leaves it out, by its number now. */
  still: { line: number; decidedAt: string } | undefined;
}

export function removePath(
  list: string,
  roots: readonly string[],
  path: string,
  isDirectory: (path: string) => boolean,
): RemovedPath {
  const lines = linesForPath(activeRules(parseExcludeList(list)), roots, asBytes(path));
  const changed = lines.reduceRight((text, line) => removeLine(text, line), list);
  const decision = decidePath(parseExcludeList(changed), roots, path, isDirectory).find(
    ({ excluded }) => excluded,
  );
  const still =
    decision?.line === undefined ? undefined : { line: decision.line, decidedAt: decision.decidedAt };
  return { list: changed, lines, still };
}

export function addPreset(list: string, preset: Preset): { list: string; added: string[] } {
  const added = presetLines(preset, list);
  return { list: added.reduce((text, line) => insertLine(text, line), list), added };
}

/** Without its rules, wherever they stand, and without a comment that named them and has nothing left to name. */
export function removePreset(list: string, preset: Preset): string {
  const lines = parseExcludeList(list);
  const going = new Set(rulesThere(preset, lines));
  const emptied = lines.filter(({ number, text }) => {
    if (text !== `# ${preset.title}` || !going.has(number + 1)) return false;
    const next = lines.slice(number).find((line) => !going.has(line.number));
    return next?.kind !== 'rule';
  });
  const numbers = [...going, ...emptied.map(({ number }) => number)].sort((one, other) => other - one);
  return numbers.reduce((text, number) => removeLine(text, number), list);
}
