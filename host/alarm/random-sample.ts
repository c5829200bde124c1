import { randomInt } from 'node:crypto';

/** So many of them at most, chosen so that nobody can know beforehand which. */
export function randomSample<T>(all: readonly T[], most: number): T[] {
  const left = [...all];
  const chosen: T[] = [];
  while (chosen.length < most && left.length > 0) {
    const at = randomInt(left.length);
    const [one, last] = [left[at], left.pop()];
    if (one !== undefined) chosen.push(one);
    if (at < left.length && last !== undefined) left[at] = last;
  }
  return chosen;
}
