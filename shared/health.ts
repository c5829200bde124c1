/** One look: which of the few states Latchkey is in. Icons in tray, window and history have these names. */
import type { AppState, DestinationState } from './app-state';
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
  const trouble = troubleOf(state);
  if (trouble === 'failed') return 'failed';
  if (trouble === 'loud') return 'attention';
  if (state.pausedUntil !== null) return 'paused';
  return trouble === 'quiet' ? 'attention' : trouble;
}

const FROM_WORST = ['failed', 'loud', 'quiet', 'never', 'good'] as const;
type Standing = Pick<DestinationState, 'lastTry' | 'overdueDays' | 'alarmed' | 'lastGood'>;

/** Of one destination, whatever runs or is paused. */
export function healthOfDestination(standing: Standing): Health {
  const trouble = troubleOf(standing);
  return trouble === 'loud' || trouble === 'quiet' ? 'attention' : trouble;
}

function troubleOf({ lastTry, overdueDays, alarmed, lastGood }: Standing): (typeof FROM_WORST)[number] {
  const severity = lastTry?.result === 'failed' ? describeFailure(lastTry.failure).severity : undefined;
  if (severity === 'failed') return 'failed';
  if (overdueDays !== null || alarmed !== null || doubtsOf(lastGood) !== undefined) return 'loud';
  if (severity === 'attention' || lastTry?.result === 'partial') return 'quiet';
  return lastGood === null ? 'never' : 'good';
}

/** The one that tray and window speak of first: of those equally well off the one that was backed up to the longest ago. */
export function worstOf<D extends Standing>(destinations: readonly [D, ...D[]]): D {
  const rank = (each: D): number => FROM_WORST.indexOf(troubleOf(each));
  const at = ({ lastGood }: D): number => (lastGood === null ? 0 : Date.parse(lastGood.finishedAt));
  return destinations.reduce((worst, each) => {
    const difference = rank(each) - rank(worst);
    return difference < 0 || (difference === 0 && at(each) < at(worst)) ? each : worst;
  });
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
