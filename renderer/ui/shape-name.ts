/** Which shape stands for what. */
import type { Health } from '../../shared/health';
import { alarmOf, type Outcome } from '../../shared/outcome';

/** A run that was cancelled has a shape of its own; the tray never shows one. */
export type ShapeName = Health | 'cancelled';

export function shapeOf(outcome: Outcome): ShapeName {
  switch (outcome.result) {
    case 'completed':
      return alarmOf(outcome) === undefined ? 'good' : 'attention';
    case 'partial':
      return 'attention';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    case 'skipped':
      return 'paused';
  }
}
