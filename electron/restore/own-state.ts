/** Latchkey's own state among the files that come back: it tells of the machine as it is now. */
import { toBytes } from '../exclude/list-text';
import { realPlaceOf } from '../settings/place-inside';
import { userPaths } from '../settings/user-paths';

/** The state directory as it is written and as it is reached, either of which a snapshot may have; binary strings. */
export function ownState(): string[] {
  const { stateDirectory } = userPaths();
  return [...new Set([stateDirectory, realPlaceOf(stateDirectory)])].map(toBytes);
}
