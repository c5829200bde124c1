/** What a run could not read, by the folder that it is in: ten thousand files of one folder are one thing to decide. */
import type { Gap } from '../../shared/ipc-gaps';

export interface GapFolder {
  /** As the record has it. */
  path: string;
  /** As people know it. */
  shown: string;
  gaps: Gap[];
}

/** In the order in which the folders come first. */
export function groupByFolder(gaps: readonly Gap[]): GapFolder[] {
  const folders = new Map<string, GapFolder>();
  for (const gap of gaps) {
    const path = folderOf(gap.path);
    const known = folders.get(path);
    if (known === undefined) folders.set(path, { path, shown: folderOf(gap.shown), gaps: [gap] });
    else known.gaps.push(gap);
  }
  return [...folders.values()];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

export function nameOf({ shown }: Gap): string {
  return shown.slice(shown.lastIndexOf('/') + 1);
}

/** Those that the next backup would still stumble over. */
export function stillKept(gaps: readonly Gap[]): Gap[] {
  return gaps.filter(({ rule }) => rule === null);
}
