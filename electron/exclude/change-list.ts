/** The changes of an exclude list that people ask for: no longer leave this path out, add a preset, take one out. */
import { decidePath } from './decide-path';
import { insertLine, removeLine } from './edit-lines';
import { activeRules, parseExcludeList } from './parse-rules';
import { presetLines, rulesThere, type Preset } from './presets';
import { linesForPath } from './rule-for-path';
import { asBytes } from './rules-for-transfer';

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
