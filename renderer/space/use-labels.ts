/** What a box says: its name and its size, in the window's language. */
import { useCallback } from 'react';
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
  notReadable: (name: string) => string;
}

export function nameIn(words: NameWords, model: PictureModel, box: number): string {
  const name = model.names[box] ?? '';
  switch (model.kindOf(box)) {
    case 'smaller':
      return words.smaller(Number(name));
    case 'unreadable':
      return words.notReadable(name);
    default:
      return name === '' ? words.everything : name;
  }
}
