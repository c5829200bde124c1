/** For the check: lines of the list that hide nothing as they are written, without a scan. */
import { homedir } from 'node:os';
import { FOREIGN_KINDS, type DiagnosticKind } from '../../shared/exclude-diagnostics';
import type { Diagnostic } from './diagnostic';
import { diagnose } from './diagnostics';
import { isThere } from './look-at-path';
import { parseExcludeList } from './parse-rules';
import { readable } from './rule-for-path';

export interface HidesNothing extends Diagnostic {
  /** For people. */
  text: string;
}

const KINDS: ReadonlySet<DiagnosticKind> = new Set([...FOREIGN_KINDS, 'is-root', 'above-root']);

/** `excludeList`: bytes in a binary string. */
export function linesThatHideNothing(excludeList: string, roots: readonly string[]): HidesNothing[] {
  const lines = parseExcludeList(excludeList);
  return diagnose(excludeList, {
    ...{ roots, home: homedir(), variables: process.env },
    exists: (path) => isThere(Buffer.from(path, 'latin1')),
  })
    .filter(({ kind }) => KINDS.has(kind))
    .map((each) => ({ ...each, text: readable(lines[each.line - 1]?.text ?? '') }));
}
