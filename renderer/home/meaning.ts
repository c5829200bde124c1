/** What the age of the last good backup means. Loud meanings win over quiet ones, as in shared/health.ts. */
import type { AppState } from '../../shared/app-state';
import { doubtsOf } from '../../shared/trust';
import type { ShapeName } from '../ui/shape-name';
import type { Words } from '../../shared/words/catalogue';

export type Meaning = keyof Words['home']['meaning'];

export function meaningOf(state: AppState, now: number): Meaning {
  if (state.lastGood === null) return 'never';
  if (state.alarmed !== null) return 'alarm';
  if (state.overdueDays !== null) return 'overdue';
  if (state.lastTry?.result === 'failed') return 'failed';
  if (doubtsOf(state.lastGood) !== undefined) return 'doubtful';
  if (state.pausedUntil !== null) return 'paused';
  if (state.lastTry?.result === 'partial') return 'gaps';
  return state.nextDue !== null && Date.parse(state.nextDue) <= now ? 'due' : 'good';
}

/** The colour that goes with it; the shape of the state says it as well. A failure is as loud as the state it led to. */
export const MEANING_SHAPE: Record<Exclude<Meaning, 'failed'>, ShapeName> = {
  good: 'good',
  due: 'paused',
  overdue: 'attention',
  alarm: 'attention',
  paused: 'paused',
  gaps: 'attention',
  doubtful: 'attention',
  never: 'never',
};
