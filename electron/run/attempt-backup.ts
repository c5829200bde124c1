/** One backup and what goes around it, in its order: command before, monitor, run; then command after, monitor. */
import type { Outcome } from '../../shared/outcome';
import { runAfter, runBefore, tellMonitor, type Surroundings } from './around-run';
import { endingOf, type AttemptEnding } from './decide-outcome';
import { NOBODY, type PerformedRun } from './perform-run';
import type { RunContext } from './run-context';

/** A dry run or a check is performed as it is: nothing of all this is meant for it. */
export async function attemptBackup(
  context: RunContext,
  perform: () => Promise<PerformedRun>,
): Promise<{ ending: AttemptEnding; refused: PerformedRun['refused'] }> {
  const { stop, purpose, settings, log, emit } = context;
  if (purpose !== 'backup') return perform();
  const warn = (message: string): void => {
    emit({ type: 'warning', message });
  };
  const surroundings: Surroundings = { settings, log, warn };
  const skip = await runBefore(surroundings, stop.signal);
  if (stop.reason !== undefined) return { ending: endingOf(stop.reason), refused: NOBODY };
  if (skip !== undefined) return { ending: { result: 'skipped', skip }, refused: NOBODY };
  // The backup does not wait for a slow monitor; the word of its end does, so that the two come in order.
  const told = tellMonitor(surroundings, 'start');
  const performed = await perform();
  await told;
  return performed;
}

/** After the outcome is on record, which none of this changes. */
export async function wrapUp(surroundings: Surroundings, { result }: Outcome): Promise<void> {
  await runAfter(surroundings, result);
  await tellMonitor(surroundings, result);
}
