/** Where something is mounted, for the engine that cannot ask statx(2): /proc/self/mountinfo (proc(5)). */
import { readFileSync } from 'node:fs';

/** Mount points by the directory they lie in: binary path -> names. Empty where /proc is not mounted. */
export function readMountTable(): Map<string, Set<string>> {
  let table: string;
  try {
    table = readFileSync('/proc/self/mountinfo', 'latin1');
  } catch {
    return new Map();
  }
  const points = new Map<string, Set<string>>();
  for (const line of table.split('\n')) {
    const point = line
      .split(' ')[4]
      ?.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    if (point === undefined || point === '/') continue;
    const slash = point.lastIndexOf('/');
    const parent = slash === 0 ? '/' : point.slice(0, slash);
    const names = points.get(parent) ?? new Set();
    points.set(parent, names.add(point.slice(slash + 1)));
  }
  return points;
}
