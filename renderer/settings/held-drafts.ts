/** What is being written in each part: it outlives turning to another view, and goes with the window. */
import { useEffect, useState } from 'react';
import type { Held } from './draft';
import type { PartName } from './part-names';

const kept = new Map<PartName, unknown>();

/** As useState: what the part held when it was last shown, else the same as `saved`. */
export function useHeld<D>(part: PartName, saved: D): [Held<D>, (held: Held<D>) => void] {
  // A part has one form, so what it finds is what it kept.
  const [held, setHeld] = useState(
    () => (kept.get(part) as Held<D> | undefined) ?? { base: saved, draft: saved },
  );
  useEffect(() => {
    kept.set(part, held);
  }, [part, held]);
  return [held, setHeld];
}
