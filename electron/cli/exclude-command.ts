/** `latchkey --exclude ...`: what is left out, why, and changes of it, in the terminal. No question; a scan only where it is asked for. */
import { EXIT } from '../../shared/exit-codes';
import { decidePath } from '../exclude/decide-path';
import { editAlone, openExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { MARKED } from '../exclude/marked-directories';
import { parseExcludeList } from '../exclude/parse-rules';
import { isDirectoryThere, isThere } from '../exclude/look-at-path';
import { readable } from '../exclude/rule-for-path';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { asBackedUp } from './as-backed-up';
import { addToExcludes, nothingThere, removeFromExcludes } from './change-excludes';
import { fail } from './fail';
import type { Mistake } from './mistake';
import { ownLanguage } from './own-language';
import { pathOfArgument } from './path-of-argument';
import { describeDecision } from './describe-excludes';
import { listExcludes, listWithSizes } from './list-excludes';
import { listPresets, presetsWithSizes, usePreset } from './preset-command';
import { say, sayJson } from './terminal';

export type ExcludeOptions = { json: boolean } &
  /** With `sizes`: scans, and says what each comes to. */
  (
    | { action: 'list' | 'presets'; sizes?: true }
    /** Adds that preset to the list. */
    | { action: 'presets'; name: string }
    | { action: 'add' | 'remove' | 'test'; path: string }
  );

export interface ExcludeSwitches {
  json: boolean;
  sizes: boolean;
}

/** From the words behind `--exclude`; otherwise what is wrong with them. */
export function parseExcludeWords(
  words: readonly string[],
  { json, sizes }: ExcludeSwitches,
): ExcludeOptions | Mistake {
  const [action, argument, extra] = words;
  if (extra !== undefined) return (say) => say.excludeOneArgument(action ?? '');
  const shown = sizes ? { json, sizes } : { json };
  switch (action) {
    case 'list':
      return argument === undefined ? { action, ...shown } : (say) => say.excludeListAlone;
    case 'presets':
      if (argument === undefined) return { action, ...shown };
      return sizes ? (say) => say.sizesWithoutName : { action, name: argument, json };
    case 'add':
    case 'remove':
    case 'test':
      if (sizes) return (say) => say.sizesOnlyWith(action);
      return argument === undefined
        ? (say) => say.whichPath(`exclude ${action}`)
        : { action, path: argument, json };
    default:
      return (say) => say.excludeWhat;
  }
}

export async function excludeCommand(paths: UserPaths, options: ExcludeOptions): Promise<number> {
  const changes = ['add', 'remove'].includes(options.action) || 'name' in options;
  return changes
    ? editAlone(paths.excludeLockFile, () => performExclude(paths, options))
    : performExclude(paths, options);
}

async function performExclude(paths: UserPaths, options: ExcludeOptions): Promise<number> {
  const opened = openExcludeFile(paths.excludeFile);
  if (!opened.ok) return fail(opened.failure);
  const settings = readSettings(paths.settingsFile);
  const knowsRoots = settings.ok || settings.failure.code !== 'settings-missing';
  // The list can be read without settings; what a path comes to, or all of them, cannot.
  if (!settings.ok && (knowsRoots || needsRoots(options))) return fail(settings.failure);
  const roots = settings.ok ? settings.value.roots : [];
  const file = opened.value;
  const { json } = options;
  const pathOf = (path: string): string => asBackedUp(pathOfArgument(path), roots);
  switch (options.action) {
    case 'list':
      return options.sizes ? listWithSizes(file, roots, json) : listExcludes(file, roots, json);
    case 'presets':
      if ('name' in options) return usePreset(file, roots, options.name, json);
      return options.sizes ? presetsWithSizes(file, roots, json) : listPresets(file, roots, json);
    case 'test':
      return test(file, roots, pathOf(options.path), json);
    case 'add':
      return addToExcludes(file, roots, pathOf(options.path), json);
    case 'remove':
      return removeFromExcludes(file, roots, pathOf(options.path), json);
  }
}

function needsRoots(options: ExcludeOptions): boolean {
  if ('path' in options) return true;
  return 'name' in options ? options.name === MARKED.name : options.sizes === true;
}

function test(file: ExcludeFile, roots: readonly string[], path: string, json: boolean): number {
  if (!isThere(path)) return nothingThere(path);
  const lines = parseExcludeList(file.bytes);
  const { words } = ownLanguage();
  const decisions = decidePath(lines, roots, path, isDirectoryThere);
  const textOf = (line: number | undefined): string =>
    readable(lines.find(({ number }) => number === line)?.text ?? '');
  if (json)
    sayJson<'exclude-test'>({
      path,
      decisions: decisions.map((each) => ({ ...each, rule: textOf(each.line) })),
    });
  else if (decisions.length === 0) say(words.terminal.exclude.inNoRoot(path));
  else
    decisions.map((decision) => describeDecision(words, path, decision, textOf(decision.line))).forEach(say);
  return EXIT.completed;
}
