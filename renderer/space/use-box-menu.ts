/** The menu of a box or of a row, and what of it the main process and the service do. */
import { useCallback, useState, type RefObject } from 'react';
import type { Failure } from '../../shared/failures';
import { request } from '../engine/client';
import { useLanguage } from '../ui/language';
import type { MenuCommand, MenuPlace } from './box-menu';

interface Parts {
  area: RefObject<HTMLElement | null>;
  say: (sentence: string) => void;
  fail: (failure: Failure | undefined) => void;
}

export interface OpenMenu {
  /** Undefined: it is closed. */
  place: MenuPlace | undefined;
  open: (place: MenuPlace) => void;
  /** And gives the focus back. */
  close: () => void;
  command: (channel: MenuCommand) => void;
  lookAgain: (tree: number, node: number) => void;
}

export function useBoxMenu({ area, say, fail }: Parts): OpenMenu {
  const { copied } = useLanguage().words.space;
  const [place, open] = useState<MenuPlace>();
  const close = useCallback(() => {
    open(undefined);
    const back = place?.from?.isConnected === true ? place.from : area.current?.querySelector('canvas');
    back?.focus();
  }, [area, place]);
  const lookAgain = (tree: number, node: number): void => {
    void request('space.look-again', { tree, node }).then((answer) => {
      fail(answer.ok ? undefined : answer.failure);
    });
  };
  const command = (channel: MenuCommand): void => {
    if (place === undefined) return;
    void request(channel, { tree: place.tree, node: place.node }).then((answer) => {
      fail(answer.ok ? undefined : answer.failure);
      if (answer.ok && channel === 'disk.copy-path') say(copied);
    });
  };
  return { place, open, close, command, lookAgain };
}
