/** What the button at the foot says, and what becomes of what is there: all of it before it is pressed. */
import type { RestorePreview, WantedBack } from '../../shared/ipc-files';
import type { Words } from '../../shared/words/catalogue';
import type { Formats } from '../../shared/words/formats';
import { nameIn } from './names';

export interface Wish {
  how: WantedBack['how'];
  /** As it is to be read; null: each thing's own place. */
  folder: string | null;
  /** "22 November". */
  day: string;
}

/** undefined: there is nothing to put back. */
export function sayPut(
  { words: { files }, formats }: { words: Words; formats: Formats },
  preview: RestorePreview,
  { how, folder, day }: Wish,
): string | undefined {
  const { items, itemCount, takenCount, into } = preview;
  if (itemCount === 0) return undefined;
  const only = itemCount === 1 ? items[0] : undefined;
  const what = {
    name: only === undefined ? null : nameIn(only.name),
    files: preview.files,
    bytes: formats.bytes(preview.bytes),
  };
  const place = into === null ? null : nameIn(into);
  switch (how) {
    case 'folder':
      return files.put.folder(what, day, nameIn(folder ?? into ?? ''));
    case 'only-missing':
      return files.put.missing(what, day, place);
    case 'swap':
      return takenCount === 0
        ? files.put.back(what, day, place)
        : files.put.swap(what, day, place, takenCount);
    case 'beside':
      return takenCount < itemCount
        ? files.put.back(what, day, place)
        : files.put.beside(what, day, place, takenCount);
  }
}

/** Sentences. */
export function sayWhatBecomes(
  { files }: Words,
  { items, itemCount, takenCount, left }: RestorePreview,
  { how }: Wish,
): string[] {
  const taken = items.find((item) => item.taken);
  const said: string[] = [];
  if (taken !== undefined && how === 'swap') said.push(files.swapKeeps(takenCount));
  else if (taken !== undefined && how !== 'only-missing') {
    said.push(
      itemCount === 1 ? files.comesAs(nameIn(taken.as)) : files.someTaken(takenCount, nameIn(taken.as)),
    );
  }
  if (left > 0) said.push(files.left(left));
  return said.length === 0 && itemCount > 0 ? [files.nothingReplaced] : said;
}
