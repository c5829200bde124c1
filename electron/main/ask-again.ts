/** A host that was busy is asked again in time; the timer of the schedule, which looks every quarter of an hour, may not run. */
import type { AppState } from '../../shared/app-state';
import { askAgainAt } from '../schedule/come-back';
import type { RunStarter } from './run-starter';

interface Watched {
  state: { get: () => AppState; subscribe: (listener: (state: AppState) => void) => () => void };
  runs: Pick<RunStarter, 'startIfDue'>;
}

/** @returns how to stop */
export function askAgainInTime({ state, runs }: Watched): () => void {
  let waiting: { for: string; timer: NodeJS.Timeout } | undefined;
  const look = ({ last }: AppState): void => {
    const at = last === null ? undefined : askAgainAt([last], new Date());
    if (waiting?.for === last?.id && at !== undefined) return;
    clearTimeout(waiting?.timer);
    waiting = undefined;
    if (last === null || at === undefined) return;
    const timer = setTimeout(runs.startIfDue, Math.max(0, at.getTime() - Date.now()));
    waiting = { for: last.id, timer };
  };
  const stop = state.subscribe(look);
  look(state.get());
  return () => {
    stop();
    clearTimeout(waiting?.timer);
  };
}
