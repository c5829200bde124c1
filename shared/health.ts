/** One look: which of the few states Latchkey is in. Icons in tray, window and history have these names. */
import type { AppState } from './app-state';
import { describeFailure } from './describe-failure';
import { doubtsOf } from './trust';

export type Health = 'good' | 'running' | 'open' | 'attention' | 'failed' | 'paused' | 'never';

/** `open`: the host can come in, or is in and its progress is not known yet. Loud states win over quiet ones. */
export function healthOf(state: AppState, now = Date.now()): Health {
  if (state.running !== null && !isStuck(state, now)) {
    const { phase, progress } = state.running;
    const waiting = phase === 'listening' || phase === 'calling';
    return waiting || (phase === 'transferring' && progress?.percent === undefined) ? 'open' : 'running';
  }
  if (!state.setUp.ok) return state.setUp.failure.code === 'settings-missing' ? 'never' : 'failed';
  const { lastTry } = state;
  const severity = lastTry?.result === 'failed' ? describeFailure(lastTry.failure).severity : undefined;
  if (severity === 'failed') return 'failed';
  const isLoud =
    state.overdueDays !== null || state.alarmed !== null || doubtsOf(state.lastGood) !== undefined;
  if (isLoud) return 'attention';
  if (state.pausedUntil !== null) return 'paused';
  if (severity === 'attention' || lastTry?.result === 'partial') return 'attention';
  return state.lastGood === null ? 'never' : 'good';
}

const LONG_RUN_MS = 6 * 3_600_000;

/** A backup is overdue, and the one under way has taken so long that it may never end: it hides nothing any more. */
export function isStuck(
  { overdueDays, running }: Pick<AppState, 'overdueDays' | 'running'>,
  now: number,
): boolean {
  return overdueDays !== null && running !== null && hasRunLong(running.startedAt, now);
}

/** `startedAt`: ISO; `now` in milliseconds. */
export function hasRunLong(startedAt: string, now: number): boolean {
  return now - Date.parse(startedAt) > LONG_RUN_MS;
}
