/** What a window may answer to a backup that looks wrong. */
import { RELEASE_COMMAND } from '../../shared/alarm';
import type { AlarmChannel, AlarmInput } from '../../shared/ipc-alarm';
import { failure, success, type Result } from '../../shared/result';
import { releaseStore } from '../store/release-store';
import type { Bundles } from '../settings/bundles';
import type { AppStateKeeper } from './app-state';
import type { Desktop } from './desktop';
import type { RunStarter } from './run-starter';

export type AlarmHandlers = { [C in AlarmChannel]: (input: AlarmInput<C>) => Promise<Result<null>> };

interface Parts {
  state: Pick<AppStateKeeper, 'get'>;
  runs: Pick<RunStarter, 'startNow'>;
  bundles: Bundles;
  desktop: Pick<Desktop, 'copyText'>;
}

const NOT_THERE = { alarmed: null };

export function createAlarmHandlers({ state, runs, bundles, desktop }: Parts): AlarmHandlers {
  return {
    'alarm.release': async (to) => {
      const { destinations, ...worst } = state.get();
      const { alarmed } = to === null ? worst : (destinations.find(({ name }) => name === to) ?? NOT_THERE);
      if (alarmed === null) return failure({ code: 'request-refused', detail: 'nothing looks wrong' });
      const released = await releaseStore(alarmed, bundles);
      // What is true now is for the host's side to say: in the next backup.
      return released.ok ? runs.startNow(to ?? undefined) : released;
    },
    'alarm.copy': () => {
      desktop.copyText(RELEASE_COMMAND);
      return Promise.resolve(success(null));
    },
  };
}
