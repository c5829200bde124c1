/** What the words behind `--usage` mean: directories to scan, or one file of what du or ncdu wrote. */
import { statSync } from 'node:fs';
import type { UsageOptions } from './usage-command';

export function withSource(options: UsageOptions): UsageOptions {
  const [only, another] = options.paths;
  if (only === undefined || another !== undefined) return options;
  const isList = only === '-' || isFileOrPipe(only);
  return isList ? { ...options, paths: [], from: only } : options;
}

/** A pipe has a name in `latchkey --usage <(ssh server du -ak /)`. */
function isFileOrPipe(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (stats.isFile() || stats.isFIFO());
}
