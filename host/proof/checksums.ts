/** What is known of the contents of snapshots. */
import type { MachinePaths } from '../store-layout';

/** Before a snapshot goes: what is known of the files that live on in the next newer one goes over to it. */
export type HandOnChecksums = (
  paths: MachinePaths,
  from: string,
  toNextNewer: string | undefined,
) => Promise<void>;

/** No checksums are kept yet. */
export const handOnChecksums: HandOnChecksums = () => Promise.resolve();
