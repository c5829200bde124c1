/** A choice about the window itself, kept by the window. Everything about backups is kept by the engine. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** @param choices the first is what counts while nothing, or nothing that is known, was chosen */
export function useChoice<T extends string>(
  name: string,
  choices: readonly [T, ...T[]],
): [T, (choice: T) => void] {
  const key = `latchkey.${name}`;
  const chosen = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const choose = (choice: T): void => {
    localStorage.setItem(key, choice);
    for (const listener of listeners) listener();
  };
  return [choices.find((choice) => choice === chosen) ?? choices[0], choose];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
