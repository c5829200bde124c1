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
  /** Records whose time has come: each is an occasion once. */
  const asked = new Set<string>();
  const look = ({ destinations }: AppState): void => {
    const now = new Date();
    const [next] = destinations
      .flatMap(({ last }) => {
        const at = last === null ? undefined : askAgainAt([last], now);
        return last === null || at === undefined || asked.has(last.id)
          ? []
          : [{ id: last.id, at: at.getTime() }];
      })
      .sort((one, other) => one.at - other.at);
    if (waiting?.for === next?.id) return;
    clearTimeout(waiting?.timer);
    waiting = undefined;
    if (next === undefined) return;
    const ask = (): void => {
      asked.add(next.id);
      runs.startIfDue();
      look(state.get());
    };
    waiting = { for: next.id, timer: setTimeout(ask, Math.max(0, next.at - now.getTime())) };
  };
  const stop = state.subscribe(look);
  look(state.get());
  return () => {
    stop();
    clearTimeout(waiting?.timer);
  };
}
