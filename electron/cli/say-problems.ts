/** What a scan could not look into, by name, as far as that stays readable. */
import { getSystemErrorMap } from 'node:util';
import type { Words } from '../../shared/words/catalogue';
import { pathOf } from '../usage/node-path';
import type { Problem } from '../usage/record-directory';
import type { ScannedTree } from '../usage/scanned-tree';
import { showName } from '../usage/show-name';
import { named } from './named';
import { ownLanguage } from './own-language';
import { complain } from './terminal';

export function sayProblems(tree: ScannedTree, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const language = ownLanguage();
  const { scan } = language.words.terminal;
  complain(scan.unseen(problems.length));
  named(language, problems, (problem) => describeProblem(scan, tree, problem)).forEach((line) => {
    complain(line);
  });
}

/** One sentence without a full stop, safe to show. */
export function describeProblem(
  say: Words['terminal']['scan'],
  tree: ScannedTree,
  { node, kind, errno, count }: Problem,
): string {
  const path = showName(pathOf(tree, node));
  const reason = describeErrno(errno);
  switch (kind) {
    case 'list':
      return say.cannotList(path, reason);
    case 'search':
      return say.cannotSearch(path, count);
    case 'stat':
      return `${path}: ${reason}`;
  }
}

/** libuv's words for an errno: "permission denied". */
function describeErrno(errno: number): string {
  return getSystemErrorMap().get(-errno)?.[1] ?? `errno ${errno}`;
}
