/** What is proven of the last good backup, as far as its host says so. */
import { ageOf, type Outcome } from '../outcome';
import { trustOf } from '../trust';
import type { Language } from './language';

/** One line, without a full stop. Undefined where there is nothing to say yet. `now` in milliseconds. */
export function proofIn({ words, formats }: Language, good: Outcome, now: number): string | undefined {
  const trust = trustOf(good, now);
  if (trust === undefined) return undefined;
  const { files, unproven, readWithinDays } = trust;
  const say = words.trust;
  const parts = [
    ...(files > 0 ? [say.proven(formats.age(ageOf(good, now)), files)] : []),
    ...(unproven === undefined ? [] : [say.unproven[unproven]]),
    ...(readWithinDays === undefined
      ? []
      : [readWithinDays === null ? say.notReadYet : say.readWithin(readWithinDays)]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}
