/** Which box is focused and which is pointed at; both stay with what they stand for while the picture changes. */
import { useState } from 'react';
import { NO_BOX, type PictureModel } from './picture-model';

interface Pointed {
  model: PictureModel | undefined;
  focus: number;
  hover: number;
  /** To be focused when a view shows it. */
  next: number | undefined;
}

export interface FocusedBox {
  focus: number;
  hover: number;
  setFocus: (box: number) => void;
  setHover: (box: number) => void;
  /** Focuses a node in the next view. */
  focusNode: (node: number) => void;
}

export function useFocusedBox(model: PictureModel | undefined): FocusedBox {
  const [kept, keep] = useState<Pointed>({ model, focus: NO_BOX, hover: NO_BOX, next: undefined });
  let pointed = kept;
  if (kept.model !== model) {
    pointed = { model, focus: focusIn(model, kept), hover: NO_BOX, next: undefined };
    keep(pointed);
  }
  return {
    focus: pointed.focus,
    hover: pointed.hover,
    setFocus: (focus) => {
      keep((before) => ({ ...before, focus }));
    },
    setHover: (hover) => {
      keep((before) => (before.hover === hover ? before : { ...before, hover }));
    },
    focusNode: (next) => {
      keep((before) => ({ ...before, next }));
    },
  };
}

function focusIn(model: PictureModel | undefined, { model: before, focus, next }: Pointed): number {
  if (model === undefined) return NO_BOX;
  const wanted = next === undefined ? NO_BOX : model.find(next);
  if (wanted !== NO_BOX) return wanted;
  const same = before === undefined || focus === NO_BOX ? NO_BOX : model.findSame(before, focus);
  return same === NO_BOX ? 0 : same;
}
