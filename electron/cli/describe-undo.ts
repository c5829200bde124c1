/** What an undo has done, in the words of the terminal and as JSON. */
import { formatCount } from '../../shared/words';
import type { UndoOutcome } from '../restore/undo';
import { showBytes } from './describe-entry';
import { named } from './named';
import { pathAsJson } from './path-as-json';

function describeWhen(at: string): string {
  return `of ${new Date(at).toLocaleString('sv-SE').slice(0, 16)}`;
}

/** `lines` for the standard output, `problems` for the standard error. */
export function describeUndo(outcome: UndoOutcome): { lines: string[]; problems: string[] } {
  const { at, removed, returned, kept, refused } = outcome;
  return {
    lines: [
      ...named(returned, (path) => `${showBytes(path)} is again what it was before`),
      `Undone: the restore ${describeWhen(at)}. ${formatCount(removed.length, 'item')} of it removed.`,
    ],
    problems: [
      ...kept.map(({ path, as }) =>
        path === as
          ? `${showBytes(path)} was changed since it came back, and stays.`
          : `${showBytes(path)} was changed since it came back, and is ${showBytes(as)} now.`,
      ),
      ...refused.map(({ path, why }) => `${showBytes(path)} stays as it is: ${why}`),
    ],
  };
}

export function undoAsJson({ id, removed, returned, kept, refused }: UndoOutcome): object {
  const json = (path: string): object => pathAsJson(Buffer.from(path, 'latin1'));
  return {
    ...{ type: 'undone', id },
    removed: removed.map(json),
    returned: returned.map(json),
    kept: kept.map(({ path, as }) => ({ ...json(path), as: json(as) })),
    refused: refused.map(({ path, why }) => ({ ...json(path), why })),
  };
}
