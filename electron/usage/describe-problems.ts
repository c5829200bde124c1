/** What a scan could not see, in words. */
import { getSystemErrorMap } from 'node:util';
import { pathOf } from './node-path';
import type { Problem } from './record-directory';
import type { ScannedTree } from './scanned-tree';
import { showName } from './show-name';
import { formatCount } from '../../shared/words';

/** One sentence without a full stop, safe to show. */
export function describeProblem(tree: ScannedTree, { node, kind, errno, count }: Problem): string {
  const path = showName(pathOf(tree, node));
  const reason = describeErrno(errno);
  switch (kind) {
    case 'list':
      return `${path}: the directory cannot be read (${reason})`;
    case 'search':
      return `${path}: the directory can be read but not searched; ${formatCount(count, 'entry', 'entries')} not seen`;
    case 'stat':
      return `${path}: ${reason}`;
  }
}

/** libuv's words for an errno: "permission denied". */
function describeErrno(errno: number): string {
  return getSystemErrorMap().get(-errno)?.[1] ?? `error ${errno}`;
}
