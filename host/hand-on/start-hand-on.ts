/** After a backup: what `--after` asks for is begun, and what it no longer asks for is forgotten. */
import { startOwnWork } from '../start-own-work';
import type { MachinePaths } from '../store-layout';
import { forgetHandedOn, NOTHING_HANDED_ON, readHandedOn, writeHandedOn } from './handed-on-state';

/**
 * Call it when the machine's lock is released. Never throws: the backup was made, and what is wrong here shows as a snapshot that
 * is not handed on.
 *
 * @param command undefined: nothing is to be handed on
 */
export async function startHandOn(paths: MachinePaths, command: string | undefined): Promise<void> {
  try {
    if (command === undefined) {
      forgetHandedOn(paths);
      return;
    }
    // From now on it is missed, whatever becomes of what is started.
    if (readHandedOn(paths) === undefined) writeHandedOn(paths, NOTHING_HANDED_ON);
  } catch {
    // A store that takes nothing any more; what is to be handed on may be read all the same.
  }
  if (command === undefined) return;
  await startOwnWork('--hand-on', '--store', paths.store, '--machine', paths.machine, '--after', command);
}
