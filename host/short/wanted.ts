/**
 * How what is asked for is said to the laptop: by filter rules that let it through and nothing else, or by its names. Rules cost
 * rsync a look at each of them for each entry that it meets; names cost the laptop a reading of its whole list. Either way the
 * laptop decides: rules come behind its own list, and a name must stand in the list that it wrote.
 */
import { formatWantedNames } from '../../shared/wanted-names';
import { asPattern } from '../proof/sample-rules';
import type { WantedFile } from '../rsync-command';
import type { TreeBlocks } from '../../shared/tree-list';
import { askForOne, type Differences } from './compare-lists';

/** The laptop's guard takes 1 MiB of them, and each with its length. */
const MOST_BYTES = 900 * 1024;
/** rsync itself discards a rule that is longer than a path. */
const LONGEST_RULE = 4000;
/** rsync holds each entry that it meets against each rule: above this, comparing everything is cheaper. */
const MOST_COMPARISONS = 400;
const LARGEST_SHARE = 0.3;

export interface Wanted {
  kind: WantedFile['kind'];
  text: string;
}

/** @param ways what this laptop, and its exclude list, let be said @returns in words why all had better be compared */
export function wantedOf(
  different: Differences,
  now: TreeBlocks,
  ways: { names: boolean; rules: boolean },
): readonly Wanted[] | string {
  const { asked, entries } = different;
  if (asked.size > entries * LARGEST_SHARE && asked.size > 100) return 'much of it has changed';
  const rules = ways.rules ? rulesFor(different) : { reason: 'there are include rules' };
  if (typeof rules === 'string') return [{ kind: 'rules', text: rules }];
  return ways.names ? namesFor(different, now, ways.rules) : rules.reason;
}

function rulesFor({ asked, touched, entries, visited }: Differences): string | { reason: string } {
  const rules = new Set<string>();
  for (const directory of touched) if (directory !== '') rules.add(`+ /${asPattern(directory)}/`);
  for (const [path, { kind }] of asked) if (kind !== 'd') rules.add(`+ /${asPattern(path)}`);
  for (const path of closedOf(asked)) rules.add(withinClosed(path));
  if (rules.size * visited > Math.max(entries, 10_000) * MOST_COMPARISONS)
    return { reason: 'what has changed is in too many places' };
  return formatRules(rules);
}

function namesFor(different: Differences, now: TreeBlocks, takesRules: boolean): readonly Wanted[] | string {
  const { asked, touched } = different;
  if (asked.size === 0 && touched.size === 1 && !askForOne(different, now))
    return 'there is nothing that could be named';
  const names = new Set([...touched].filter((path) => path !== ''));
  for (const [path, { kind }] of asked) if (kind !== 'd') names.add(path);
  const text = formatWantedNames(names);
  if (typeof text !== 'string') return text.reason;
  const parts: Wanted[] = [{ kind: 'names', text }];
  const closed = closedOf(asked);
  if (closed.length === 0) return parts;
  // What is named is not looked into, so that nobody would hear what cannot be read there.
  if (!takesRules) return 'there are include rules, and directories that cannot be read';
  const rules = new Set<string>();
  for (const path of closed) {
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
      rules.add(`+ /${asPattern(path.slice(0, slash))}/`);
    rules.add(`+ /${asPattern(path)}/`);
    rules.add(withinClosed(path));
  }
  const within = formatRules(rules);
  return typeof within === 'string' ? [...parts, { kind: 'rules', text: within }] : within.reason;
}

/** Directories that cannot be read or searched: what cannot be read in them is to be told, name by name. */
function closedOf(asked: Differences['asked']): string[] {
  return [...asked].filter(([, { kind, state }]) => kind === 'd' && state === '!').map(([path]) => path);
}

function withinClosed(path: string): string {
  return `+ /${path.replace(/[*?[\\]/g, '\\$&')}/***`;
}

function formatRules(rules: Iterable<string>): string | { reason: string } {
  let text = '';
  let bytes = 0;
  for (const rule of [...rules, '- *']) {
    if (rule.length > LONGEST_RULE) return { reason: 'a path is too long' };
    bytes += rule.length + 4;
    text += `${rule}\0`;
  }
  return bytes > MOST_BYTES ? { reason: 'too much has changed' } : text;
}
