/** What a run could not read, judged by the exclude list as it is now, and what of it can be left out. */
import type { Gap } from '../../shared/ipc-gaps';
import { decidePath } from './decide-path';
import { wantedPath, type Wanted } from './leave-out';
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

/** `name` as rsync writes it: not each is characters, and no rule can name those that are not. */
export function wantedGap(roots: readonly string[], name: string, isDirectory: IsDirectory): Wanted {
  const bytes = bytesOfRsyncName(name);
  const path = textOfBytes(bytes);
  if (path !== undefined) return wantedPath(roots, path, isDirectory);
  const rule = { ok: false, failure: 'not-characters' } as const;
  return { shown: readable(bytes), treatedBy: () => ({ is: 'outside' }), rule };
}

/** What may be left out because of these paths: they themselves, and the folder that each of them lies in. */
export function pathsToLeaveOut(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => [path, path.slice(0, Math.max(1, path.lastIndexOf('/')))]));
}
