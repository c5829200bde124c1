/** What a scan could not look into, by name, as far as that stays readable. */
import { formatCount, formatNumber } from '../../shared/words';
import { describeProblem } from '../usage/describe-problems';
import type { Problem } from '../usage/record-directory';
import type { ScannedTree } from '../usage/scanned-tree';
import { complain } from './terminal';

const NAMED_PROBLEMS = 20;

export function sayProblems(tree: ScannedTree, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  complain(
    `${formatCount(problems.length, 'place')} could not be looked into; what they hold is not counted:`,
  );
  for (const problem of problems.slice(0, NAMED_PROBLEMS)) complain(`  ${describeProblem(tree, problem)}`);
  const rest = problems.length - NAMED_PROBLEMS;
  if (rest > 0) complain(`  and ${formatNumber(rest)} more`);
}
