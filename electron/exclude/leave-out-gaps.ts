/** What a run could not read, judged by the exclude list as it is now, and rules that leave it out. Pure. */
import type { Gap, RefusedGap } from '../../shared/ipc-leave-out';
import { addPath } from './change-list';
import { decidePath } from './decide-path';
import { parseExcludeList } from './parse-rules';
import { readable } from './rule-for-path';
import { bytesOfRsyncName, textOfBytes } from './rsync-name';

type IsDirectory = (path: string) => boolean;

/** `paths` as rsync writes them. Where a path lies in several roots, it is left out when it is in each. */
export function judgeGaps(
  list: string,
  roots: readonly string[],
  paths: readonly string[],
  isDirectory: IsDirectory,
): Gap[] {
  const lines = parseExcludeList(list);
  return paths.map((name) => {
    const bytes = bytesOfRsyncName(name);
    const path = textOfBytes(bytes);
    const decisions = path === undefined ? [] : decidePath(lines, roots, path, isDirectory);
    const line = decisions.every(({ excluded }) => excluded) ? decisions[0]?.line : undefined;
    return {
      path: name,
      shown: readable(bytes),
      isFolder: path !== undefined && isDirectory(path),
      rule: line === undefined ? null : { line, text: readable(lines[line - 1]?.text ?? '') },
    };
  });
}

export interface LeftOutGaps {
  list: string;
  /** The new rules, for people. What was left out already needs none. */
  added: string[];
  refused: RefusedGap[];
}

export function leaveOutGaps(
  list: string,
  roots: readonly string[],
  paths: readonly string[],
  isDirectory: IsDirectory,
): LeftOutGaps {
  const result: LeftOutGaps = { list, added: [], refused: [] };
  for (const name of paths) {
    const bytes = bytesOfRsyncName(name);
    const shown = readable(bytes);
    const path = textOfBytes(bytes);
    if (path === undefined) {
      result.refused.push({ shown, why: 'not-characters' });
      continue;
    }
    const added = addPath(result.list, roots, path, isDirectory);
    if (!added.ok) result.refused.push({ shown, why: 'not-expressible' });
    else if (added.value.kind === 'added') {
      result.list = added.value.list;
      result.added.push(readable(added.value.rule));
    } else if (added.value.kind !== 'already') result.refused.push({ shown, why: added.value.kind });
  }
  return result;
}

/** What may be left out because of these paths: they themselves, and the folder that each of them lies in. */
export function pathsToLeaveOut(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => [path, path.slice(0, Math.max(1, path.lastIndexOf('/')))]));
}
