/** A local store must be there, and must not be part of what it holds. */
import { statSync } from 'node:fs';
import { isExcluded } from '../exclude/is-excluded';
import { failure, success, type Result } from '../../shared/result';
import { isInside } from '../settings/is-inside';

export interface StoreCheck {
  /** Roots on the same disk as the store: one broken disk takes both. */
  sameDisk: string[];
}

/** Fails with store-missing or store-inside-root. */
export async function checkLocalStore(question: {
  directory: string;
  roots: readonly string[];
  excludeList: string;
  rsync: string;
}): Promise<Result<StoreCheck>> {
  const { directory, roots } = question;
  const store = statSync(directory, { throwIfNoEntry: false });
  if (store?.isDirectory() !== true) return failure({ code: 'store-missing', directory });
  for (const root of roots.filter((candidate) => isInside(directory, candidate))) {
    const left = directory !== root && (await isExcluded({ ...question, root }));
    if (!left) return failure({ code: 'store-inside-root', directory, root });
  }
  return success({
    sameDisk: roots.filter((root) => statSync(root, { throwIfNoEntry: false })?.dev === store.dev),
  });
}
