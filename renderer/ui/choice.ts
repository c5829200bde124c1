/** A choice about the window itself, which the application keeps. Everything about backups is kept by the engine. */
import { useSyncExternalStore } from 'react';
import { request } from '../engine/client';
import { keepChoice, keptChoice } from './kept-choice';

const listeners = new Set<() => void>();

/** @param choices the first is what counts while nothing, or nothing that is known, was chosen */
export function useChoice<T extends string>(
  name: string,
  choices: readonly [T, ...T[]],
): [T, (choice: T) => void] {
  const kept = useSyncExternalStore(subscribe, () => keptChoice(name), nothing);
  const choose = (choice: T): void => {
    keepChoice(name, choice);
    // What could not be kept holds in this window all the same.
    void request('choice.keep', { name, value: choice });
    for (const listener of listeners) listener();
  };
  return [choices.find((choice) => choice === kept) ?? choices[0], choose];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The first look is made where the window keeps nothing. */
const nothing = (): null => null;
