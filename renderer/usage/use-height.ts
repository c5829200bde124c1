/** The height of an element in whole pixels, as it is now; 0 before it is known. */
import { useLayoutEffect, useState, type RefObject } from 'react';

export function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const observer = new ResizeObserver(() => {
      setHeight(Math.max(1, Math.floor(current.clientHeight)));
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return height;
}
