/** `latchkey --exclude add|remove`: each says what it has changed, and changes nothing where it fails. */
import { EXIT } from '../../shared/exit-codes';
import { addPath, removePath } from '../exclude/change-list';
import { saveExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { parseExcludeList } from '../exclude/parse-rules';
import { isDirectoryThere, isThere } from '../exclude/look-at-path';
import { readable } from '../exclude/rule-for-path';
import { fail } from './fail';
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
      const refused = parseExcludeList(changed).find(({ kind }) => kind === 'refused');
      if (refused !== undefined) {
        complain(
          `rsync refuses the whole list for line ${refused.number}, and nothing is backed up until that is gone.`,
        );
      }
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

export function tell(json: boolean, value: unknown, sentences: readonly string[]): number {
  if (json) sayJson(value);
  else sentences.forEach(say);
  return EXIT.completed;
}

export function nothingThere(path: string): number {
  complain(`there is nothing at ${path}.`);
  return EXIT.failed;
}
