import { isInside } from '../settings/is-inside';
import { entryInside } from '../settings/place-inside';

/** As rsync meets it on its way down from a root, whatever links the path given leads through. */
export function asBackedUp(path: string, roots: readonly string[]): string {
  if (roots.some((root) => isInside(path, root))) return path;
  return roots.map((root) => entryInside(path, root)).find((place) => place !== undefined) ?? path;
}
