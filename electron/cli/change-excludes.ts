/** `latchkey --exclude add|remove|presets`: each says what it has changed, and changes nothing where it fails. */
import { homedir } from 'node:os';
import { describeFailure, EXIT, type Failure } from '../../shared/failures';
import { addPath, addPreset, removePath } from '../exclude/change-list';
import { saveExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { findPlaces } from '../exclude/find-places';
import { isDirectoryThere, isThere } from '../exclude/look-at-path';
import { presetLines, presetsFor } from '../exclude/presets';
import { readable } from '../exclude/rule-for-path';
import { complain, say, sayJson } from './terminal';

export function addToExcludes(
  file: ExcludeFile,
  roots: readonly string[],
  path: string,
  json: boolean,
): number {
  if (!isThere(path)) return nothingThere(path);
  const added = addPath(file.bytes, roots, path, isDirectoryThere);
  if (!added.ok) return fail(added.failure);
  switch (added.value.kind) {
    case 'is-root':
      complain(`${path} is backed up as a whole. To leave it out, take it out of the settings.`);
      return EXIT.usage;
    case 'in-no-root':
      complain(`${path} is in none of the directories that are backed up (${roots.join(', ')}).`);
      return EXIT.usage;
    case 'already':
      return tell(json, { changed: false, line: added.value.line }, [
        `${path} is left out already: line ${added.value.line} leaves out ${added.value.decidedAt}.`,
      ]);
    case 'added': {
      const { list: changed, line, rule, before } = added.value;
      const saved = saveExcludeFile(file, changed);
      if (!saved.ok) return fail(saved.failure);
      const where = before === undefined ? '' : `, before the "+" rule that would keep it`;
      return tell(json, { changed: true, line, rule: readable(rule) }, [
        `The next backup leaves out ${path}.`,
        `Line ${line}${where}: ${readable(rule)}`,
      ]);
    }
  }
}

export function removeFromExcludes(
  file: ExcludeFile,
  roots: readonly string[],
  path: string,
  json: boolean,
): number {
  const { list: changed, lines, still } = removePath(file.bytes, roots, path, isDirectoryThere);
  if (lines.length > 0) {
    const saved = saveExcludeFile(file, changed);
    if (!saved.ok) return fail(saved.failure);
  }
  const rest =
    still === undefined ? [] : [`It is still left out: line ${still.line} leaves out ${still.decidedAt}.`];
  if (lines.length === 0) {
    complain([`no rule stands for ${path} alone.`, ...rest].join(' '));
    return EXIT.failed;
  }
  return tell(json, { changed: true, lines, still: still ?? null }, [
    `Removed the rule for ${path} (line ${lines.join(', ')}).`,
    ...(rest.length > 0 ? rest : ['The next backup includes it again.']),
  ]);
}

export function usePresets(
  file: ExcludeFile,
  roots: readonly string[],
  name: string | undefined,
  json: boolean,
): number {
  const all = presetsFor(findPlaces(homedir(), process.env.XDG_CONFIG_HOME), roots);
  if (name === undefined) {
    const missing = all.map((preset) => presetLines(preset, file.bytes).slice(1).map(readable));
    if (json) {
      sayJson(all.map((preset, index) => ({ ...preset, missing: missing[index] ?? [] })));
      return EXIT.completed;
    }
    all.forEach((preset, index) => {
      const state = stateOf(preset.rules.length, missing[index]?.length ?? 0);
      say(`${preset.name.padEnd(17)} ${preset.title}${state === '' ? '' : ` (${state})`}`);
      say(`${' '.repeat(18)}${preset.why}`);
    });
    say('');
    say('"latchkey --exclude presets NAME" adds one to the list.');
    return EXIT.completed;
  }
  const preset = all.find((each) => each.name === name);
  if (preset === undefined) {
    complain(`there is no preset "${name}". There are: ${all.map((each) => each.name).join(', ')}.`);
    return EXIT.usage;
  }
  const { list: changed, added } = addPreset(file.bytes, preset);
  if (added.length === 0)
    return tell(json, { changed: false }, [`All rules of "${name}" are in the list already.`]);
  const saved = saveExcludeFile(file, changed);
  if (!saved.ok) return fail(saved.failure);
  return tell(json, { changed: true, added: added.map(readable) }, [
    'Added:',
    ...added.map((line) => `  ${readable(line)}`),
  ]);
}

function stateOf(rules: number, missing: number): string {
  if (rules === 0) return 'nothing of it is backed up';
  if (missing === 0) return 'in the list';
  return missing === rules ? '' : `${rules - missing} of ${rules} rules in the list`;
}

function tell(json: boolean, value: unknown, sentences: readonly string[]): number {
  if (json) sayJson(value);
  else sentences.forEach(say);
  return EXIT.completed;
}

export function fail(failure: Failure): number {
  const { sentence, nextStep, exitCode } = describeFailure(failure);
  complain(`${sentence} ${nextStep}`);
  return exitCode;
}

export function nothingThere(path: string): number {
  complain(`there is nothing at ${path}.`);
  return EXIT.failed;
}
