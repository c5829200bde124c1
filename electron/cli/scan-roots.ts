/** A scan of all that is backed up, for what the exclude list comes to there. */
import { EXIT } from '../../shared/exit-codes';
import { TreeEvaluator } from '../exclude/evaluate-rules';
import { locateRoots } from '../exclude/locate-roots';
import { checkRoots, withSlash } from '../settings/check-roots';
import { FLAGS } from '../usage/scanned-tree';
import type { ScanResult } from '../usage/usage-scanner';
import { fail } from './fail';
import { ownLanguage } from './own-language';
import { scanInTerminal } from './scan-in-terminal';
import { complain } from './terminal';

export interface ScannedRoots {
  scan: ScanResult;
  evaluator: TreeEvaluator;
}

/** Where there is nothing to show for it, why has been said, and the exit code comes back. */
export async function scanRoots(roots: readonly string[]): Promise<ScannedRoots | number> {
  const checked = checkRoots(roots);
  if (!checked.ok) return fail(checked.failure);
  const words = ownLanguage().words.terminal.scan;
  // Other file systems are backed up, too.
  const scan = await scanInTerminal(roots.map(withSlash), { oneFileSystem: false });
  if (scan.tooLarge) {
    complain(words.tooMany);
    return EXIT.failed;
  }
  if (!scan.complete) {
    complain(words.interrupted);
    return EXIT.cancelled;
  }
  for (const root of linksIntoOthers(scan, roots)) {
    complain(words.leadsInto(root));
  }
  return { scan, evaluator: new TreeEvaluator(scan, roots) };
}

/** Symbolic links to what lies in another root: the scan has that only under its own path. */
function linksIntoOthers(scan: ScanResult, roots: readonly string[]): string[] {
  if (scan.within.length === 0) return [];
  const { nodes } = locateRoots(scan, roots);
  return roots.filter((_, index) => ((scan.flags[nodes[index] ?? -1] ?? 0) & FLAGS.directory) === 0);
}
