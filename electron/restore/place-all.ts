/** Each move gets its name, once: what a killed restore has done of it is told by the journal, or by the name itself. */
import { chmodSync } from 'node:fs';
import { Breather } from '../../process/breather';
import { bytesOf, lookAt } from './bytes';
import type { Going, RestoreOutcome } from './going';
import type { JournalStep } from './journal';
import { wordsBeside } from './name-beside';
import { makeParent, placedStep, placeMove, type Placed } from './place';
import type { Move } from './plan';
import { stagedAt } from './stage';

/** A window is served by this process as well. */
const TURN_MS = 15;

/** What is not placed when it is cancelled goes on waiting. */
export async function placeAll(going: Going, outcome: RestoreOutcome): Promise<void> {
  const { begun, steps, journal, signal } = going;
  const breather = new Breather(TURN_MS);
  const placing = {
    mode: begun.mode,
    words: wordsBeside(begun.snapshot),
    // Of what was only missing there can be many, and each has but one name that it can have.
    write: (step: JournalStep): void => {
      journal.write(step, begun.mode.kind !== 'only-missing');
    },
  };
  for (const directory of begun.make) makeParent(directory, placing.write);
  for (const { moves } of begun.stagings) {
    for (const number of moves) {
      const move = begun.moves[number];
      if (move === undefined) continue;
      await breather.breathe();
      if (signal.aborted) {
        outcome.cancelled = true;
        outcome.waiting = begun.stagings.map((staging) => staging.directory);
        return;
      }
      const staged = stagedAt(begun, number);
      const placed =
        placedBefore(number, staged, steps, placing.write) ??
        placedUnseen(staged, move, going) ??
        placeMove(staged, number, move, placing);
      note(outcome, move.source, placed, asideBefore(number, steps));
      if (placed.placed && begun.mode.kind === 'archive') outcome.archived = move.wanted;
    }
  }
}

/** What a killed restore has done of this move: the name says so, if the journal could not any more. */
function placedBefore(
  number: number,
  staged: string,
  steps: readonly JournalStep[],
  write: (step: JournalStep) => void,
): Placed | undefined {
  const last = steps.findLast((step) => 'move' in step && step.move === number);
  if (last === undefined || !('move' in last)) return undefined;
  if (last.step === 'not-placed') return { placed: false, why: last.why };
  const begun = steps.findLast((step) => step.step === 'placing' && step.move === number);
  const { mode } = begun?.step === 'placing' ? begun : {};
  if (last.step === 'placing' && lookAt(staged) !== undefined) {
    if (mode !== undefined) chmodSync(bytesOf(staged), mode);
    return undefined;
  }
  if (!('as' in last)) return undefined;
  if (last.step === 'placing') {
    if (mode !== undefined && lookAt(last.as) !== undefined) chmodSync(bytesOf(last.as), mode);
    write(placedStep(number, last.as));
  }
  return { placed: true, as: last.as };
}

/** A power cut may have taken the journal's last lines with it. */
function placedUnseen(staged: string, { target }: Move, { begun, steps }: Going): Placed | undefined {
  const isUnseen = steps.length > 0 && begun.mode.kind === 'only-missing' && lookAt(staged) === undefined;
  return isUnseen && lookAt(target) !== undefined ? { placed: true, as: target } : undefined;
}

/** A kill may have come between the two names that an exchange gives. */
function asideBefore(number: number, steps: readonly JournalStep[]): string | undefined {
  const asides = steps.flatMap((step) =>
    step.step === 'placing' && step.move === number && step.aside !== undefined ? [step.aside] : [],
  );
  return asides.findLast((aside) => lookAt(aside) !== undefined);
}

function note(outcome: RestoreOutcome, path: string, placed: Placed, before: string | undefined): void {
  // Not even the other snapshot's was good.
  if (!placed.placed && outcome.lost.includes(path)) return;
  if (placed.placed) {
    const { as, aside = before } = placed;
    outcome.placed.push({ path, as, ...(aside !== undefined && { aside }) });
  } else outcome.refused.push({ path, why: placed.why });
}
