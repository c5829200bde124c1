/** What is being written in each part: it outlives turning to another view or another destination, and goes with the window. */
import { useSyncExternalStore } from 'react';

/** Parts that all destinations share are nobody's. */
export const SHARED = '';

interface Entry {
  held: unknown;
  /** It differs from what is saved. */
  isUnsaved: boolean;
}

const drafts = new Map<string, Map<string, Entry>>();
const listeners = new Set<() => void>();

/** @param owner a destination's name, or SHARED */
export function heldDraft(owner: string, part: string): unknown {
  return drafts.get(owner)?.get(part)?.held;
}

export function holdDraft(owner: string, part: string, entry: Entry): void {
  drafts.set(owner, (drafts.get(owner) ?? new Map<string, Entry>()).set(part, entry));
  tell();
}

/** The destination has another name from now on. */
export function moveDrafts(owner: string, to: string): void {
  const own = drafts.get(owner);
  if (own === undefined) return;
  drafts.delete(owner);
  drafts.set(to, own);
  tell();
}

/** There is no such destination any more. */
export function dropDrafts(owner: string): void {
  drafts.delete(owner);
  tell();
}

/** The destinations that something is written for and not saved. */
export function useUnsaved(): ReadonlySet<string> {
  return new Set(JSON.parse(useSyncExternalStore(subscribe, unsavedAsText)) as string[]);
}

/** As text, since it is compared. */
function unsavedAsText(): string {
  const owners = [...drafts].filter(([, parts]) => [...parts.values()].some(({ isUnsaved }) => isUnsaved));
  return JSON.stringify(owners.map(([owner]) => owner));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
