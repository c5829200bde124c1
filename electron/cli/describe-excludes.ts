/** Exclude rules and decisions in the words of the terminal. */
import type { PathDecision } from '../exclude/decide-path';
import type { Diagnostic } from '../exclude/diagnostic';
import type { ExcludeLine } from '../exclude/parse-rules';
import { readable } from '../exclude/rule-for-path';

export function describeList(
  path: string,
  lines: readonly ExcludeLine[],
  diagnostics: readonly Diagnostic[],
): string[] {
  const shown = lines.filter(
    ({ kind, number }) =>
      (kind !== 'blank' && kind !== 'comment') || diagnostics.some(({ line }) => line === number),
  );
  if (shown.length === 0) return [`${path} has no rules: everything is backed up.`];
  const width = String(lines.length).length;
  return [
    path,
    ...shown.flatMap(({ number, text }) => [
      `${String(number).padStart(width)}  ${readable(text)}`,
      ...diagnostics
        .filter(({ line }) => line === number)
        .map(({ sentence }) => `${' '.repeat(width)}    ${sentence}`),
    ]),
  ];
}

/** What becomes of the path, and which line says so. */
export function describeDecision(path: string, decision: PathDecision, rule: string): string {
  const { excluded, line, decidedAt, root } = decision;
  if (line === undefined) return `Backed up: no rule matches ${path} (it is in ${root}).`;
  if (!excluded) return `Backed up: line ${line} ("${rule}") keeps ${path}.`;
  if (decidedAt === path) return `Left out: line ${line} ("${rule}") leaves out ${path}.`;
  return `Left out: ${path} is in ${decidedAt}, which line ${line} ("${rule}") leaves out with all that is in it.`;
}
