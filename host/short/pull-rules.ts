/**
 * Filter rules that let through what is asked for and nothing else. They come behind the laptop's own list, which has decided
 * before them: whatever stands in them, nothing that is left out comes.
 */
import { asPattern } from '../proof/sample-rules';
import type { Differences } from './compare-lists';

/** The laptop's guard takes 1 MiB of them, and each with its length. */
const MOST_BYTES = 900 * 1024;
/** rsync itself discards a rule that is longer than a path. */
const LONGEST_RULE = 4000;
/** rsync holds each entry that it meets against each rule: above this, comparing everything is cheaper. */
const MOST_COMPARISONS = 400;
const LARGEST_SHARE = 0.3;

/** For `--exclude-from` with `--from0`; or in words why all had better be compared. */
export function pullRules({ asked, touched, entries, visited }: Differences): Buffer | string {
  if (asked.size > entries * LARGEST_SHARE && asked.size > 100) return 'much of it has changed';
  const rules = new Set<string>();
  for (const directory of touched) if (directory !== '') rules.add(`+ /${asPattern(directory)}/`);
  for (const [path, { kind, state }] of asked) {
    if (kind !== 'd') rules.add(`+ /${asPattern(path)}`);
    // What cannot be read in it is to be told, name by name.
    else if (state === '!') rules.add(`+ /${path.replace(/[*?[\\]/g, '\\$&')}/***`);
  }
  if (rules.size * visited > Math.max(entries, 10_000) * MOST_COMPARISONS)
    return 'what has changed is in too many places';
  rules.add('- *');
  let bytes = 0;
  for (const rule of rules) {
    if (rule.length > LONGEST_RULE) return 'a path is too long';
    bytes += rule.length + 4;
  }
  if (bytes > MOST_BYTES) return 'too much has changed';
  return Buffer.from([...rules].map((rule) => `${rule}\0`).join(''), 'latin1');
}
