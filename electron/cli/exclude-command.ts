/** `latchkey --exclude ...`: what is left out, why, and changes of it, in the terminal. No scan, no question. */
import { resolve } from 'node:path';
import { EXIT } from '../../shared/failures';
import { decidePath } from '../exclude/decide-path';
import { diagnose } from '../exclude/diagnostics';
import { openExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { parseExcludeList } from '../exclude/parse-rules';
import { isDirectoryThere, isThere } from '../exclude/look-at-path';
import { readable } from '../exclude/rule-for-path';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { addToExcludes, fail, nothingThere, removeFromExcludes, usePresets } from './change-excludes';
import { describeDecision, describeList } from './describe-excludes';
import { say, sayJson } from './terminal';

export type ExcludeOptions = { json: boolean } & (
  | { action: 'list' }
  | { action: 'add' | 'remove' | 'test'; path: string }
  /** With a name: adds that preset to the list. */
  | { action: 'presets'; name?: string }
);

/** From the words behind `--exclude`; otherwise what is wrong with them. */
export function parseExcludeWords(words: readonly string[], json: boolean): ExcludeOptions | string {
  const [action, argument, extra] = words;
  if (extra !== undefined) return `--exclude ${action ?? ''} takes one argument`;
  switch (action) {
    case 'list':
      return argument === undefined ? { action, json } : '--exclude list takes no argument';
    case 'add':
    case 'remove':
    case 'test':
      return argument === undefined
        ? `say which path: --exclude ${action} PATH`
        : { action, path: argument, json };
    case 'presets':
      return argument === undefined ? { action, json } : { action, name: argument, json };
    default:
      return 'say what to do: --exclude list, add PATH, remove PATH, test PATH or presets [NAME]';
  }
}

export function excludeCommand(paths: UserPaths, options: ExcludeOptions): number {
  const opened = openExcludeFile(paths.excludeFile);
  if (!opened.ok) return fail(opened.failure);
  const settings = readSettings(paths.settingsFile);
  const knowsRoots = settings.ok || settings.failure.code !== 'settings-missing';
  // The list can be read without settings; what a path comes to cannot.
  if (!settings.ok && (knowsRoots || 'path' in options)) return fail(settings.failure);
  const roots = settings.ok ? settings.value.roots : [];
  const file = opened.value;
  switch (options.action) {
    case 'list':
      return list(file, roots, options.json);
    case 'test':
      return test(file, roots, resolve(options.path), options.json);
    case 'add':
      return addToExcludes(file, roots, resolve(options.path), options.json);
    case 'remove':
      return removeFromExcludes(file, roots, resolve(options.path), options.json);
    case 'presets':
      return usePresets(file, roots, options.name, options.json);
  }
}

function list(file: ExcludeFile, roots: readonly string[], json: boolean): number {
  const lines = parseExcludeList(file.bytes);
  const diagnostics = diagnose(file.bytes, { roots, exists: (path) => isThere(Buffer.from(path, 'latin1')) });
  if (json) {
    sayJson({
      file: file.path,
      lines: lines
        .filter(({ kind }) => kind !== 'blank' && kind !== 'comment')
        .map(({ number, kind, text }) => ({ line: number, kind, text: readable(text) })),
      diagnostics,
    });
  } else describeList(file.path, lines, diagnostics).forEach(say);
  return EXIT.completed;
}

function test(file: ExcludeFile, roots: readonly string[], path: string, json: boolean): number {
  if (!isThere(path)) return nothingThere(path);
  const lines = parseExcludeList(file.bytes);
  const decisions = decidePath(lines, roots, path, isDirectoryThere);
  const textOf = (line: number | undefined): string =>
    readable(lines.find(({ number }) => number === line)?.text ?? '');
  if (json) sayJson({ path, decisions: decisions.map((each) => ({ ...each, rule: textOf(each.line) })) });
  else if (decisions.length === 0)
    say(`Not backed up: ${path} is in none of the directories that are backed up.`);
  else decisions.map((decision) => describeDecision(path, decision, textOf(decision.line))).forEach(say);
  return EXIT.completed;
}
