/** Unmounts the disk of the backups after each, where the settings ask for it; the next backup ends the wait for it. */
import type { Outcome } from '../../shared/outcome';
import type { Unmounted } from '../../shared/unmounted';
import { settingsAt } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { locksOfDisk, unmountAfter } from '../store/unmount-disk';

export function keepUnmounting(
  paths: UserPaths,
  tell: (unmounted: Unmounted) => void,
): { after: (outcome: Outcome) => void; stop: () => void } {
  let wait = new AbortController();
  return {
    after: (outcome) => {
      const settings = settingsAt(paths.settingsFile, outcome.host);
      if (settings === undefined) return;
      void unmountAfter({
        ...{ settings, outcome, locks: locksOfDisk(paths), signal: wait.signal },
      }).then((unmounted) => {
        if (unmounted !== undefined) tell(unmounted);
      });
    },
    stop: () => {
      wait.abort();
      wait = new AbortController();
    },
  };
}
