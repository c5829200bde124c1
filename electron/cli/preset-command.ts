/** `latchkey --exclude presets [NAME]`: what there is, what it would save, and adding one to the list. */
import { EXIT } from '../../shared/exit-codes';
import type { Words } from '../../shared/words/catalogue';
import { addPreset } from '../exclude/change-list';
import { saveExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { knownPresets } from '../exclude/find-places';
import { MARKED, presetForMarked } from '../exclude/marked-directories';
import { presetLines, type Preset } from '../exclude/presets';
import { readable } from '../exclude/rule-for-path';
import { weighPresets } from '../exclude/weigh-presets';
import { tell } from './change-excludes';
import { fail } from './fail';
import { sizeColumns } from './describe-sizes';
import type { JsonOutput } from './json-outputs';
import { languageOfJson, ownLanguage } from './own-language';
import { scanRoots, type ScannedRoots } from './scan-roots';
import { complain, say, sayJson } from './terminal';

/** Without a scan, so without the rules of the preset that only a scan can make. */
export async function listPresets(
  file: ExcludeFile,
  roots: readonly string[],
  json: boolean,
): Promise<number> {
  const all = knownPresets(roots);
  const { words } = ownLanguage();
  if (json) {
    const english = await languageOfJson();
    sayJson<'exclude-presets'>(all.map((preset) => asJson(english.words, preset, file)));
  } else {
    const rows = all.map((preset) => [preset, stateOf(words, preset, file)] as const);
    for (const [preset, state] of [...rows, [MARKED, words.terminal.presets.byScan] as const]) {
      say(`${preset.name.padEnd(17)} ${titleIn(words, preset, state)}`);
      say(`${' '.repeat(18)}${words.excludes.presets.why[preset.name] ?? ''}`);
    }
    say('');
    say(words.terminal.presets.howToAdd);
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
    const english = await languageOfJson();
    sayJson<'exclude-presets'>(
      all.map((preset, index) => {
        const { whole, additional } = sizes[index] ?? {};
        return { ...asJson(english.words, preset, file), whole, additional };
      }),
    );
    return EXIT.completed;
  }
  const language = ownLanguage();
  const { words } = language;
  const { presets } = words.terminal;
  const [heads = '', ...columns] = sizeColumns(
    language,
    [presets.whole, presets.wouldSave],
    sizes.map(({ whole, additional }) => [whole, additional]),
  );
  say(`${' '.repeat(18)}${heads}`);
  for (const [index, preset] of all.entries()) {
    const title = titleIn(words, preset, stateOf(words, preset, file));
    say(`${preset.name.padEnd(17)} ${columns[index] ?? ''}  ${title}`);
    say(`${' '.repeat(18)}${words.excludes.presets.why[preset.name] ?? ''}`);
  }
  say('');
  say(presets.explain);
  say(presets.howToAdd);
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
  complain(ownLanguage().words.terminal.presets.unknown(name, names));
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
  return tell<'exclude-presets-name'>(json, { changed: false }, [
    ownLanguage().words.terminal.presets.noneMarked,
  ]);
}

function add(preset: Preset, file: ExcludeFile, json: boolean): number {
  const say = ownLanguage().words.terminal.presets;
  const { list: changed, added } = addPreset(file.bytes, preset);
  if (added.length === 0)
    return tell<'exclude-presets-name'>(json, { changed: false }, [say.allThere(preset.name)]);
  const saved = saveExcludeFile(file, changed);
  if (!saved.ok) return fail(saved.failure);
  return tell<'exclude-presets-name'>(json, { changed: true, added: added.map(readable) }, [
    say.added,
    ...added.map((line) => `  ${readable(line)}`),
  ]);
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

function asJson(english: Words, preset: Preset, file: ExcludeFile): JsonOutput<'exclude-presets'>[number] {
  const { name, title, rules } = preset;
  return {
    ...{ name, title, why: english.excludes.presets.why[name], rules: rules.map(readable) },
    missing: missingOf(preset, file).map(readable),
  };
}

function missingOf(preset: Preset, file: ExcludeFile): string[] {
  return presetLines(preset, file.bytes).slice(1);
}

function stateOf({ terminal, excludes }: Words, preset: Preset, file: ExcludeFile): string {
  const rules = preset.rules.length;
  const missing = missingOf(preset, file).length;
  if (rules === 0) return terminal.presets.nothing;
  if (missing === 0) return terminal.presets.inList;
  return missing === rules ? '' : excludes.presets.some(rules - missing, rules);
}

function titleIn(
  { space }: Words,
  { name, title: comment }: Pick<Preset, 'name' | 'title'>,
  state: string,
): string {
  const title = space.menu.presets[name] ?? comment;
  return state === '' ? title : `${title} (${state})`;
}
