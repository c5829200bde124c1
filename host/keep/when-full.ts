/** What becomes of a backup that did not fit: nothing of it stays, so that the next one finds the store as it was. */
import { readMachine } from '../read-machine';
import { removeTree } from '../remove-tree';
import { failure, type Result } from '../result';
import { dropNext } from '../short/next-clone';
import { isFull } from '../store-failure';
import type { MachinePaths } from '../store-layout';
import { readStanding } from './read-history';
import { noteThatFull } from './reserve';
import { noteRoomSpent } from './room-made';

/** Whoever notices that the store is full, it is one failure. An interrupted run's unfinished snapshot goes as well. */
export async function clearingUpIfFull(
  paths: MachinePaths,
  attempt: () => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  let made: Result<undefined>;
  try {
    made = await attempt();
  } catch (error) {
    if (!isFull(error) || liesElsewhere(error, paths)) throw error;
    made = failure({ code: 'store-full' });
  }
  if (made.ok || made.failure.code !== 'store-full') return made;
  noteThatFull(paths);
  for (const snapshot of (await readMachine(paths)).partial) await removeTree(paths.partial(snapshot));
  await removeTree(paths.unfinishedFiles);
  await dropNext(paths);
  try {
    noteRoomSpent(paths, (await readStanding(paths)).sequence);
  } catch {
    // There is no room even for that; what went since the last completed backup counts all the same.
  }
  return made;
}

/** Such as in memory, where the private directory is. */
function liesElsewhere(error: unknown, { directory }: MachinePaths): boolean {
  const { path } = error as NodeJS.ErrnoException;
  return path !== undefined && !path.startsWith(directory);
}
