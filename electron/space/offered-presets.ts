/** The presets as switches: what of each is in a list already, and what pressing one would do. */
import type { PresetState } from '../../shared/ipc-excludes';
import type { Evaluation } from '../exclude/evaluate-rules';
import { findPlaces } from '../exclude/find-places';
import { presetForMarked } from '../exclude/marked-directories';
import { parseExcludeList } from '../exclude/parse-rules';
import { presetLines, presetsFor, rulesThere, type Preset } from '../exclude/presets';
import type { Tally } from '../exclude/tally';
import { weighAddition } from '../exclude/weigh-presets';
import type { MeasuredTree } from './measured-tree';

export interface OfferedPreset {
  facts: Omit<PresetState, 'saves'>;
  /** All that may be taken out again. */
  whole: Preset;
  /** What would be put in. */
  adds: Preset;
}

/** What was scanned, and what the list does to it. */
export interface JudgedTree {
  tree: MeasuredTree;
  now: Evaluation;
}

export function offeredPresets(
  list: string,
  home: string,
  roots: readonly string[],
  judged?: JudgedTree,
): OfferedPreset[] {
  const places = findPlaces(home, process.env.XDG_CONFIG_HOME);
  const named = presetsFor(places, roots).map((preset) => {
    const missing = presetLines(preset, list).slice(1).length;
    return offer(preset, preset, preset.rules.length - missing, preset.rules.length);
  });
  const marked = judged && offerMarked(list, judged);
  return [...named.filter(({ facts }) => facts.rules > 0), ...(marked ? [marked] : [])];
}

/** What it saves, or would save in addition. */
export function weighPreset(
  { facts, whole, adds }: OfferedPreset,
  list: string,
  { tree, now }: JudgedTree,
): Tally {
  if (facts.there < facts.rules) return weighAddition(tree, list, adds, now.totals.excluded);
  const lines = new Set(rulesThere(whole, now.lines));
  const sum = { files: 0, directories: 0, bytes: 0 };
  for (const { line, own } of now.effects) {
    if (!lines.has(line)) continue;
    sum.files += own.files;
    sum.directories += own.directories;
    sum.bytes += own.bytes;
  }
  return sum;
}

/** Its rules name what was found. Not offered where nothing is marked that other rules do not leave out. */
function offerMarked(
  list: string,
  { tree: { tree, roots }, now: { fate } }: JudgedTree,
): OfferedPreset | undefined {
  const whole = presetForMarked(tree, roots, new Uint8Array(tree.nodeCount)).preset;
  const adds = presetForMarked(tree, roots, fate).preset;
  const there = rulesThere(whole, parseExcludeList(list)).length;
  const rules = there + adds.rules.length;
  return rules === 0 ? undefined : offer(whole, adds, there, rules);
}

function offer(whole: Preset, adds: Preset, there: number, rules: number): OfferedPreset {
  const { name, title } = whole;
  return { facts: { name, title, there, rules }, whole, adds };
}
