/** What the readers of du's and ncdu's lists have in common. */
import type { PassedOver } from '../../shared/passed-over';
import type { Result } from '../../shared/result';
import type { ImportedTree } from './build-tree';

export interface ReadList {
  tree: ImportedTree;
  passedOver: PassedOver[];
}

/** Is given a list piece by piece. Both may throw TreeTooLarge. */
export interface ListReader {
  /** Files and directories so far. */
  readonly entries: number;
  /** What is wrong, as the second half of a sentence; then nothing more may be pushed. */
  push: (bytes: Uint8Array) => string | undefined;
  end: () => Result<ReadList, string>;
}
