/** `latchkey --exclude presets [NAME]`: what there is, what it would save, and adding one to the list. */
import { homedir } from 'node:os';
import { EXIT } from '../../shared/exit-codes';
import { addPreset } from '../exclude/change-list';
import { saveExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { findPlaces } from '../exclude/find-places';
import { MARKED, presetForMarked } from '../exclude/marked-directories';
import { presetLines, presetsFor, type Preset } from '../exclude/presets';
import { readable } from '../exclude/rule-for-path';
import { weighPresets } from '../exclude/weigh-presets';
import { tell } from './change-excludes';
import { fail } from './fail';
import { sizeColumns } from './describe-sizes';
import { scanRoots, type ScannedRoots } from './scan-roots';
import { complain, say, sayJson } from './terminal';

const HOW_TO_ADD = '"latchkey --exclude presets NAME" adds one to the list.';

/** Without a scan, so without the rules of the preset that only a scan can make. */
export function listPresets(file: ExcludeFile, roots: readonly string[], json: boolean): number {
  const all = knownPresets(roots);
  if (json) sayJson(all.map((preset) => asJson(preset, file)));
  else {
    const rows = all.map((preset) => [preset, stateOf(preset, file)] as const);
    for (const [{ name, title, why }, state] of [...rows, [MARKED, 'found by a scan: --sizes'] as const]) {
      say(`${name.padEnd(17)} ${withState(title, state)}`);
      say(`${' '.repeat(18)}${why}`);
    }
    say('');
    say(HOW_TO_ADD);
  }
  return EXIT.completed;
}

export async function presetsWithSizes(
  file: ExcludeFile,
  roots: readonly string[],
  json: boolean,
): Promise<number> {
  const scanned = await scanRoots(roots);
  if (typeof scanned === 'number') return scanned;
  const all = [...knownPresets(roots), markedIn(scanned, file, roots).preset];
  const sizes = weighPresets(scanned.evaluator, file.bytes, all);
  if (json) {
    sayJson(
      all.map((preset, index) => {
        const { whole, additional } = sizes[index] ?? {};
        return { ...asJson(preset, file), whole, additional };
      }),
    );
    return EXIT.completed;
  }
  const [heads = '', ...columns] = sizeColumns(
    ['whole', 'would save'],
    sizes.map(({ whole, additional }) => [whole, additional]),
  );
  say(`${' '.repeat(18)}${heads}`);
  for (const [index, preset] of all.entries()) {
    const title = withState(preset.title, stateOf(preset, file));
    say(`${preset.name.padEnd(17)} ${columns[index] ?? ''}  ${title}`);
    say(`${' '.repeat(18)}${preset.why}`);
  }
  say('');
  say('"whole" is all that its rules take; "would save" is what they take in addition to your list.');
  say(HOW_TO_ADD);
  return EXIT.completed;
}

export async function usePreset(
  file: ExcludeFile,
  roots: readonly string[],
  name: string,
  json: boolean,
): Promise<number> {
  const all = knownPresets(roots);
  if (name === MARKED.name) return addMarked(file, roots, json);
  const preset = all.find((each) => each.name === name);
  if (preset !== undefined) return add(preset, file, json);
  const names = [...all, MARKED].map((each) => each.name).join(', ');
  complain(`there is no preset "${name}". There are: ${names}.`);
  return EXIT.usage;
}

async function addMarked(file: ExcludeFile, roots: readonly string[], json: boolean): Promise<number> {
  const scanned = await scanRoots(roots);
  if (typeof scanned === 'number') return scanned;
  const { preset, refused } = markedIn(scanned, file, roots);
  if (preset.rules.length > 0) {
    const status = add(preset, file, json);
    return status === EXIT.completed && refused > 0 ? EXIT.partial : status;
  }
  if (refused > 0) return EXIT.failed;
  return tell(json, { changed: false }, ['No directory that is backed up asks to be left out.']);
}

function add(preset: Preset, file: ExcludeFile, json: boolean): number {
  const { list: changed, added } = addPreset(file.bytes, preset);
  if (added.length === 0)
    return tell(json, { changed: false }, [`All rules of "${preset.name}" are in the list already.`]);
  const saved = saveExcludeFile(file, changed);
  if (!saved.ok) return fail(saved.failure);
  return tell(json, { changed: true, added: added.map(readable) }, [
    'Added:',
    ...added.map((line) => `  ${readable(line)}`),
  ]);
}

function knownPresets(roots: readonly string[]): Preset[] {
  return presetsFor(findPlaces(homedir(), process.env.XDG_CONFIG_HOME), roots);
}

/** Says at once which of the marked directories no rule can name; `refused` is how many. */
function markedIn(
  { scan, evaluator }: ScannedRoots,
  file: ExcludeFile,
  roots: readonly string[],
): { preset: Preset; refused: number } {
  const { preset, refused } = presetForMarked(scan, roots, evaluator.evaluate(file.bytes).fate);
  for (const path of refused) fail({ code: 'name-not-expressible', path });
  return { preset, refused: refused.length };
}

function asJson(preset: Preset, file: ExcludeFile): object {
  return { ...preset, rules: preset.rules.map(readable), missing: missingOf(preset, file).map(readable) };
}

function missingOf(preset: Preset, file: ExcludeFile): string[] {
  return presetLines(preset, file.bytes).slice(1);
}

function stateOf(preset: Preset, file: ExcludeFile): string {
  const rules = preset.rules.length;
  const missing = missingOf(preset, file).length;
  if (rules === 0) return 'nothing of it is backed up';
  if (missing === 0) return 'in the list';
  return missing === rules ? '' : `${rules - missing} of ${rules} rules in the list`;
}

function withState(title: string, state: string): string {
  return state === '' ? title : `${title} (${state})`;
}
