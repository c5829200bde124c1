/** A list of du or ncdu that is dropped on the view, or pasted into it. */
import { useEffect, useState, type DragEvent } from 'react';
import type { Failure } from '../../shared/failures';
import { openFile, openText } from './open-list';

export interface Dropping {
  /** Something that could be a list is held over the view. */
  over: boolean;
  handlers: Record<'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent<HTMLElement>) => void>;
}

export function useDroppedLists(fail: (failure: Failure | undefined) => void, pasted: string): Dropping {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null) return;
      const file = event.clipboardData?.files[0];
      if (file !== undefined) void openFile(file, fail);
      else if (!openText(pasted, event.clipboardData?.getData('text/plain') ?? '', fail)) return;
      event.preventDefault();
    };
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('paste', paste);
    };
  }, [fail, pasted]);
  return {
    over,
    handlers: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files') && !event.dataTransfer.types.includes('text/plain'))
          return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        // Leaving for something inside of it is not leaving.
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      },
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file !== undefined) void openFile(file, fail);
        else openText(pasted, event.dataTransfer.getData('text/plain'), fail);
      },
    },
  };
}
