/** The part of a restore that a killed one is gone on with: fetch, prove, place. What the journal has is not done again. */
import { chmodSync } from 'node:fs';
import { Breather } from '../../process/breather';
import type { Entry } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';
import type { Source } from './source';
import { bytesOf, lookAt } from './bytes';
import { fetchFiles } from './fetch';
import type { Begun, Journal, JournalStep } from './journal';
import { fromWhen } from './name-beside';
import { makeParent, placedStep, placeMove, type Placed } from './place';
import type { Move, Plan } from './plan';
import { proveStaged, type Proof } from './prove';
import { readRecord, recordBegun, recordEnded, recordFailed, writeRecord } from './record';
import { bytesOfEntries, removeStaging, stagingPaths } from './stage';

/** A window is served by this process as well. */
const TURN_MS = 15;

/** `bytes` and `files` of `of`, as far as that is known. */
export type RestoreEvent =
  | { phase: 'looking' }
  | { phase: 'fetching'; bytes: number; ofBytes: number; rate: number }
  | { phase: 'proving'; files: number; ofFiles: number }
  | { phase: 'placing' };

export interface RestoreOutcome {
  id: string;
  snapshot: string;
  cancelled: boolean;
  /** Paths are binary strings. `aside`: what was there is called that now. */
  placed: { path: string; as: string; aside?: string }[];
  left: string[];
  own: Plan['own'];
  refused: { path: string; why: string }[];
  followed: Plan['followed'];
  rotten: string[];
  notInFull: string[];
  /** What rsync had to complain of, a line each. */
  troubles: string[];
  /** Where what was not placed still waits; absent where nothing does. */
  waiting?: string[];
}

interface Going {
  id: string;
  /** The restore's own. */
  directory: string;
  /** Not needed where it is proven already. */
  source: Source | undefined;
  begun: Begun;
  /** From before it was cut short. */
  steps: readonly JournalStep[];
  /** Empty where it is proven already. */
  entries: ReadonlyMap<string, Entry>;
  journal: Journal;
  plan: Plan;
  signal: AbortSignal;
  emit: (event: RestoreEvent) => void;
}

/** Fails as fetchFiles and proveStaged do: then all is as it was, and waits to be gone on with. */
export async function goOn(going: Going): Promise<Result<RestoreOutcome>> {
  const { journal, begun, steps, signal, plan } = going;
  const outcome: RestoreOutcome = {
    ...{ id: going.id, snapshot: begun.snapshot, cancelled: false },
    ...{ left: plan.left, own: plan.own, refused: [...plan.refused], followed: plan.followed },
    ...{ placed: [], rotten: [], notInFull: [], troubles: [] },
  };
  const before = readRecord(going.directory) ?? recordBegun(begun);
  const end = (open: boolean): Result<RestoreOutcome> => {
    if (!open) journal.write({ step: 'finished', at: new Date().toISOString() });
    writeRecord(going.directory, recordEnded(before, outcome, open));
    return success(outcome);
  };
  try {
    const { source } = going;
    if (source !== undefined && !steps.some(({ step }) => step === 'proven')) {
      const proven = await fetchAndProve(going, source, outcome);
      if (!proven.ok && !signal.aborted) {
        writeRecord(going.directory, recordFailed(before, proven.failure, true));
        return proven;
      }
      if (signal.aborted) {
        await giveUp(going, outcome);
        return end(false);
      }
      journal.write({ step: 'proven' });
      // A kill from here on must not take with it what only this attempt has seen.
      writeRecord(going.directory, { ...recordEnded(before, outcome, true), ...CUT_SHORT });
    }
    going.emit({ phase: 'placing' });
    await placeAll(going, outcome);
    if (outcome.cancelled) return end(true);
    for (const { directory } of begun.stagings) await removeStaging(directory);
    return end(false);
  } finally {
    journal.close();
  }
}

const CUT_SHORT = { result: 'failed', failure: { code: 'restore-cut-short' } } as const;

async function fetchAndProve(
  going: Going,
  source: Source,
  outcome: RestoreOutcome,
): Promise<Result<undefined>> {
  const { begun, entries, signal, emit } = going;
  const { snapshot } = begun;
  const wantedOf = (moves: readonly number[]): string[] =>
    moves.flatMap((number) => begun.moves[number]?.wanted ?? []);
  const ofBytes = bytesOfEntries(
    begun.moves.flatMap(({ wanted }) => wanted),
    entries,
  );
  let before = 0;
  for (const { directory, moves } of begun.stagings) {
    const wanted = wantedOf(moves);
    const fetching = { source, snapshot, directory, wanted, entries, signal };
    const fetched = await fetchFiles(fetching, ({ bytes, rate }) => {
      emit({ phase: 'fetching', bytes: before + bytes, ofBytes, rate });
    });
    if (!fetched.ok) return fetched;
    outcome.troubles.push(...fetched.value);
    before += bytesOfEntries(wanted, entries);
  }
  for (const { directory, moves } of begun.stagings) {
    const fetching = { source, snapshot, directory, wanted: wantedOf(moves), entries, signal };
    const proven = await proveOrAbort(
      () =>
        proveStaged(fetching, (files) => {
          emit({ phase: 'proving', files, ofFiles: entries.size });
        }),
      signal,
    );
    if (!proven.ok) return proven;
    outcome.rotten.push(...proven.value.rotten);
    outcome.notInFull.push(...proven.value.notInFull);
  }
  return success(undefined);
}

/** An abort in the middle of a file throws; whoever waits looks at the signal. */
async function proveOrAbort(
  prove: () => Promise<Result<Proof>>,
  signal: AbortSignal,
): Promise<Result<Proof>> {
  try {
    return await prove();
  } catch (error) {
    if (signal.aborted) return success({ rotten: [], notInFull: [] });
    throw error;
  }
}

/** What is put in parentheses where a name is taken: "from 22 Nov 14.05". */
export function wordsBeside(snapshot: string): string {
  const now = new Date();
  return fromWhen(parseSnapshotName(snapshot) ?? now, now);
}

async function placeAll(going: Going, outcome: RestoreOutcome): Promise<void> {
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
  for (const { directory, moves } of begun.stagings) {
    const files = Buffer.from(stagingPaths.files(directory)).toString('latin1');
    for (const number of moves) {
      const move = begun.moves[number];
      if (move === undefined) continue;
      await breather.breathe();
      if (signal.aborted) {
        outcome.cancelled = true;
        outcome.waiting = begun.stagings.map((staging) => staging.directory);
        return;
      }
      const staged = files + move.source;
      const placed =
        placedBefore(number, staged, steps, placing.write) ??
        placedUnseen(staged, move, going) ??
        placeMove(staged, number, move, placing);
      note(outcome, move.source, placed, asideBefore(number, steps));
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
  if (placed.placed) {
    const { as, aside = before } = placed;
    outcome.placed.push({ path, as, ...(aside !== undefined && { aside }) });
  } else outcome.refused.push({ path, why: placed.why });
}

/** Nothing has been touched yet. */
async function giveUp({ begun }: Going, outcome: RestoreOutcome): Promise<void> {
  for (const { directory } of begun.stagings) await removeStaging(directory);
  outcome.cancelled = true;
}
