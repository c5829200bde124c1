/** What a box says: its name and its size, in the window's language. */
import { useCallback } from 'react';
import { isDiskPart, type DiskPart } from '../../shared/usage-kinds';
import { useLanguage } from '../ui/language';
import type { PictureModel } from './picture-model';

export function useLabels(): (model: PictureModel, box: number) => { name: string; size: string } {
  const { words, formats } = useLanguage();
  return useCallback(
    (model: PictureModel, box: number) => {
      const { size } = model.view.boxes;
      const write = model.view.request.measure === 'entries' ? formats.count : formats.bytes;
      return { name: nameIn(words.space, model, box), size: write(size[box] ?? 0) };
    },
    [words, formats],
  );
}

interface NameWords {
  smaller: (count: number) => string;
  everything: string;
  disks: { whole: string; parts: Record<DiskPart, string> };
  notReadable: (name: string) => string;
}

export function nameIn(words: NameWords, model: PictureModel, box: number): string {
  const name = model.names[box] ?? '';
  const kind = model.kindOf(box);
  if (isDiskPart(kind)) return words.disks.parts[kind];
  switch (kind) {
    case 'smaller':
      return words.smaller(Number(name));
    case 'unreadable':
      return words.notReadable(name);
    default:
      return name === '' ? topName(words, model) : name;
  }
}

/** Of what holds all that was scanned, which has no name. */
export function topName(words: NameWords, model: PictureModel): string {
  return model.view.onDisk ? words.disks.whole : words.everything;
}
