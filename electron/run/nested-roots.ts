import { isExcluded } from '../exclude/is-excluded';
import { placeInside } from '../settings/place-inside';

export interface NestedRoot {
  inner: string;
  outer: string;
}

/** Roots inside of other ones, by whatever way, that the exclude list does not leave out there: they are read twice. */
export async function findNestedRoots(question: {
  roots: readonly string[];
  excludeList: string;
  rsync: string;
}): Promise<NestedRoot[]> {
  const nested: NestedRoot[] = [];
  for (const outer of question.roots) {
    for (const inner of question.roots) {
      const directory = inner === outer ? undefined : placeInside(inner, outer);
      if (directory === undefined) continue;
      const left = directory !== outer && (await isExcluded({ ...question, root: outer, directory }));
      if (!left) nested.push({ inner, outer });
    }
  }
  return nested;
}
