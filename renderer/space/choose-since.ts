/** Which earlier scan the present one is compared with. */
import type { UsageState } from '../../shared/ipc-space';

/** A month is what people remember, and by then something has grown. */
const USUAL_SECONDS = 30 * 86_400;

/** What was chosen, as long as it is there; else the one nearest to a month ago. Null: there is none. */
export function chooseSince(state: UsageState | undefined, chosen: number | undefined): number | null {
  if (state === undefined || state.lookedAt === null) return null;
  if (chosen !== undefined && state.kept.includes(chosen)) return chosen;
  const wanted = state.lookedAt - USUAL_SECONDS;
  return state.kept.reduce<number | null>(
    (best, at) => (best === null || Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best),
    null,
  );
}
