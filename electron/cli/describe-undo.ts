/** What an undo has done, in the words of the terminal and as JSON. */
import type { Words } from '../../shared/words/catalogue';
import type { Language } from '../../shared/words/language';
import type { UndoOutcome } from '../restore/undo';
import { showBytes, whyNot } from './describe-entry';
import { named } from './named';
import type { PathAsJson, UndoneAsJson } from './json-outputs';
import { pathAsJson } from './path-as-json';

/** "2026-11-22 14:05", in the local time zone. */
function minuteOf(at: string): string {
  return new Date(at).toLocaleString('sv-SE').slice(0, 16);
}

/** `lines` for the standard output, `problems` for the standard error. */
export function describeUndo(
  language: Language,
  outcome: UndoOutcome,
): { lines: string[]; problems: string[] } {
  const { words } = language;
  const say = words.terminal.undo;
  const { at, removed, returned, kept, refused } = outcome;
  return {
    lines: [
      ...named(language, returned, (path) => say.returned(showBytes(path))),
      say.undone(minuteOf(at), removed.length),
    ],
    problems: [
      ...kept.map(({ path, as }) =>
        path === as ? say.keptSame(showBytes(path)) : say.keptAs(showBytes(path), showBytes(as)),
      ),
      ...refused.map(({ path, why }) => say.refused(showBytes(path), whyNot(words, why))),
    ],
  };
}

export function undoAsJson(
  english: Words,
  { id, removed, returned, kept, refused }: UndoOutcome,
): UndoneAsJson {
  const json = (path: string): PathAsJson => pathAsJson(Buffer.from(path, 'latin1'));
  return {
    ...{ type: 'undone', id },
    removed: removed.map(json),
    returned: returned.map(json),
    kept: kept.map(({ path, as }) => ({ ...json(path), as: json(as) })),
    refused: refused.map(({ path, why }) => ({ ...json(path), why: whyNot(english, why) })),
  };
}
