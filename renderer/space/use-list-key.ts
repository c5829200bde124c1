/** L folds the list away, and brings it back, wherever in the view the focus is. */
import { useEffect, useEffectEvent } from 'react';

export function useListKey(toggle: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'l' || event.ctrlKey || event.altKey || event.metaKey) return;
    // Where letters are typed, or look for an item.
    if ((event.target as HTMLElement).closest('input, select, textarea, [role=menu], dialog') !== null)
      return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, []);
}
