/** `latchkey --exclude add|remove`: each says what it has changed, and changes nothing where it fails. */
import { EXIT } from '../../shared/exit-codes';
import { removePath } from '../exclude/change-list';
import { saveExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { leaveOut, wantedPath } from '../exclude/leave-out';
import { parseExcludeList } from '../exclude/parse-rules';
import { isDirectoryThere, isThere } from '../exclude/look-at-path';
import { fail } from './fail';
import type { JsonOutput, JsonOutputName } from './json-outputs';
import { ownLanguage } from './own-language';
import { complain, say, sayJson } from './terminal';

export function addToExcludes(
  file: ExcludeFile,
  roots: readonly string[],
  path: string,
  json: boolean,
): number {
  if (!isThere(path)) return nothingThere(path);
  const words = ownLanguage().words.terminal.exclude;
  const left = leaveOut(file.bytes, [wantedPath(roots, path, isDirectoryThere)]);
  const [refused] = left.refused;
  if (refused?.why === 'not-expressible') return fail({ code: 'name-not-expressible', path: refused.shown });
  if (refused !== undefined) {
    complain(refused.why === 'is-root' ? words.isRoot(path) : words.outside(path, roots.join(', ')));
    return EXIT.usage;
  }
  const [already] = left.already;
  if (already !== undefined) {
    const { line, decidedAt } = already;
    return tell<'exclude-add'>(json, { changed: false, line }, [words.already(path, line, decidedAt)]);
  }
  const saved = saveExcludeFile(file, left.list);
  if (!saved.ok) return fail(saved.failure);
  const broken = parseExcludeList(left.list).find(({ kind }) => kind === 'refused');
  if (broken !== undefined) complain(words.refused(broken.number));
  const [added] = left.added;
  const { rule = '', line = 0, before = false } = added ?? {};
  return tell<'exclude-add'>(json, { changed: true, line, rule }, [
    words.added(path),
    before ? words.addedBefore(line, rule) : words.addedLine(line, rule),
  ]);
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
  const words = ownLanguage().words.terminal.exclude;
  const rest = still === undefined ? [] : [words.still(still.line, still.decidedAt)];
  if (lines.length === 0) {
    complain([words.noRuleFor(path), ...rest].join(' '));
    return EXIT.failed;
  }
  return tell<'exclude-remove'>(json, { changed: true, lines, still: still ?? null }, [
    words.removed(path, lines.join(', ')),
    ...(rest.length > 0 ? rest : [words.included]),
  ]);
}

export function tell<K extends JsonOutputName = never>(
  json: boolean,
  value: JsonOutput<K>,
  sentences: readonly string[],
): number {
  if (json) sayJson<K>(value);
  else sentences.forEach(say);
  return EXIT.completed;
}

export function nothingThere(path: string): number {
  complain(ownLanguage().words.terminal.exclude.nothingAt(path));
  return EXIT.failed;
}
