/** Which line decides about one path, without a scan: only the names on the way down to it count. */
import { matchesPath } from './match-rule';
import type { ExcludeLine } from './parse-rules';
import { asBytes, rulesBelowRoot } from './rules-for-transfer';

export interface PathDecision {
  root: string;
  excluded: boolean;
  /** The line that decides; undefined where no rule matches. */
  line: number | undefined;
  /** What that line matches: the path itself, or the directory on the way to it that is left out. */
  decidedAt: string;
}

/** A path in no root has no decisions; one in several (one root inside another) has one in each. */
export function decidePath(
  lines: readonly ExcludeLine[],
  roots: readonly string[],
  path: string,
  isDirectory: (path: string) => boolean,
): PathDecision[] {
  return roots.flatMap((root) => {
    const decision = decideBelow(lines, root, path, isDirectory);
    return decision === undefined ? [] : [decision];
  });
}

function decideBelow(
  lines: readonly ExcludeLine[],
  root: string,
  path: string,
  isDirectory: (path: string) => boolean,
): PathDecision | undefined {
  const top = root === '/' ? '/' : `${root}/`;
  if (path === root) return { root, excluded: false, line: undefined, decidedAt: path };
  if (!path.startsWith(top)) return undefined;
  const rules = rulesBelowRoot(lines, root);
  const names = path.slice(top.length).split('/');
  let last: PathDecision | undefined;
  for (const index of names.keys()) {
    const below = names.slice(0, index + 1).join('/');
    const at = top + below;
    const bytes = Buffer.from(asBytes(below), 'latin1');
    const directory = index + 1 < names.length || isDirectory(at);
    const rule = rules.find((candidate) => matchesPath(candidate, bytes, directory));
    last = { root, excluded: rule?.include === false, line: rule?.line, decidedAt: at };
    if (last.excluded) return last;
  }
  return last;
}
