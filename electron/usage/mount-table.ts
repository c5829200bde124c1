/** Where something is mounted: /proc/self/mountinfo (proc_pid_mountinfo(5)). */
import { readRegularFile } from '../../process/read-file';

export interface MountLine {
  /** What of the file system is mounted there: a path in it, "/" for all. */
  root: string;
  point: string;
  /** Of the mount, behind commas. */
  options: string;
  kind: string;
  source: string;
}

/** In the order in which they were mounted: of several at one place, the last one is on top. */
export function parseMountinfo(table: string): MountLine[] {
  return table.split('\n').flatMap((line) => {
    // Any number of fields stands before the lone dash, type and source behind it.
    const fields = line.split(' ');
    const dash = fields.indexOf('-', 6);
    const [root, point, options] = fields.slice(3);
    const [kind, source] = fields.slice(dash + 1);
    if (dash === -1 || root === undefined || point === undefined || options === undefined) return [];
    if (kind === undefined || source === undefined) return [];
    return [{ root: unescape(root), point: unescape(point), options, kind, source: unescape(source) }];
  });
}

/**
 * Mount points by the directory they lie in: binary path -> names. Empty where /proc is not mounted. For whoever cannot ask
 * statx(2).
 */
export function readMountTable(): Map<string, Set<string>> {
  let table: string;
  try {
    table = readRegularFile('/proc/self/mountinfo', 'latin1');
  } catch {
    return new Map();
  }
  const points = new Map<string, Set<string>>();
  for (const { point } of parseMountinfo(table)) {
    if (point === '/') continue;
    const slash = point.lastIndexOf('/');
    const parent = slash === 0 ? '/' : point.slice(0, slash);
    const names = points.get(parent) ?? new Set();
    points.set(parent, names.add(point.slice(slash + 1)));
  }
  return points;
}

/** Blanks, tabs, line ends and backslashes are written in octal. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
