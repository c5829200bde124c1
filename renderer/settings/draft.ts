/** What a person writes over what is saved: kept while it is wrong, and kept when somebody else changes the file. */

export interface Held<D> {
  /** What was saved when the writing began. */
  base: D;
  draft: D;
}

/**
 * What is held once `saved` is what the file says. Where nothing was written, or exactly that, it is the file's;
 * otherwise the draft stays. The same object where nothing changes.
 * @param identity what a draft comes to, as far as it can be saved
 */
export function follow<D>(held: Held<D>, saved: D, identity: (draft: D) => string): Held<D> {
  const now = identity(saved);
  const written = identity(held.draft);
  if (now === identity(held.base)) return held;
  return written === identity(held.base) || written === now ? { base: saved, draft: saved } : held;
}

/** Somebody else has changed what this draft began from. */
export function isOutdated<D>({ base }: Held<D>, saved: D, identity: (draft: D) => string): boolean {
  return identity(base) !== identity(saved);
}
