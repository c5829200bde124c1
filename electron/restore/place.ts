/**
 * Puts what is proven where it belongs, one move after the other, each written into the journal before it is done. Nothing
 * that is there is replaced: a name that is taken is left to whoever has it, or given back as "… (before restore)".
 */
import { mkdirSync } from 'node:fs';
import type { Refusal } from '../../shared/restore-refusal';
import { baseOf, bytesOf, joinBytes, lookAt, parentOf } from './bytes';
import type { JournalStep } from './journal';
import { MOST_NAMES, nameBeside } from './name-beside';
import type { Move, RestoreMode } from './plan';
import { moveNoReplace, renameNoReplace, type Renamed } from './rename-no-replace';

export interface Placing {
  mode: RestoreMode;
  /** What a name beside has in parentheses: "from 22 Nov 14.05". */
  words: string;
  write: (step: JournalStep) => void;
}

export type Placed =
  /** `aside`: what was there is called that now. */
  | { placed: true; as: string; aside?: string }
  /** Of `only-missing`: somebody has made one meanwhile. */
  | { placed: false; why: Refusal };

const BEFORE_RESTORE = 'before restore';

/** `staged`: where it waits. */
export function placeMove(staged: string, number: number, move: Move, placing: Placing): Placed {
  const { mode, write } = placing;
  const parent = lookAt(staged);
  if (parent === undefined) return refused({ kind: 'staged-gone' });
  const opened = parent.isDirectory() && (parent.mode & 0o200) === 0 ? parent.mode & 0o7777 : undefined;
  const put = (as: string, aside?: string): Renamed => {
    write({
      ...{ step: 'placing', move: number, as },
      ...(aside !== undefined && { aside }),
      ...(opened !== undefined && { mode: opened }),
    });
    if (aside !== undefined && lookAt(as) !== undefined) {
      const moved = renameNoReplace(as, aside);
      if (moved !== 'done') return moved;
    }
    return moveNoReplace(staged, as);
  };
  const placed = mode.kind === 'swap' ? placeInstead(move, put) : placeBeside(move, placing, put);
  write(
    placed.placed ? placedStep(number, placed.as) : { step: 'not-placed', move: number, why: placed.why },
  );
  return placed;
}

/** Call it when nothing of it is changed any more. */
export function placedStep(move: number, as: string): JournalStep {
  const { ino, ctimeMs } = lookAt(as) ?? { ino: 0, ctimeMs: 0 };
  return { step: 'placed', move, as, ino, ctimeMs };
}

/** A directory above what was backed up. It may have been made meanwhile. */
export function makeParent(directory: string, write: (step: JournalStep) => void): void {
  if (lookAt(directory) !== undefined) return;
  write({ step: 'made', directory });
  mkdirSync(bytesOf(directory));
}

type Put = (as: string, aside?: string) => Renamed;

function placeBeside({ target, directory }: Move, { mode, words }: Placing, put: Put): Placed {
  const names = mode.kind === 'only-missing' ? [target] : namesBeside(target, words, directory);
  for (const as of names) {
    // The rename asks again; this only saves a line in the journal.
    if (lookAt(as) !== undefined) continue;
    const done = put(as);
    if (done === 'done') return { placed: true, as };
    if (done !== 'taken') return refused(refusalOf(done));
  }
  return refused({ kind: 'name-taken' });
}

function placeInstead(move: Move, put: Put): Placed {
  const { target } = move;
  const there = lookAt(target);
  if (there === undefined) {
    const done = put(target);
    if (done === 'done') return { placed: true, as: target };
    return refused(done === 'taken' ? { kind: 'made-meanwhile' } : refusalOf(done));
  }
  for (const aside of namesBeside(target, BEFORE_RESTORE, there.isDirectory()).slice(1)) {
    if (lookAt(aside) !== undefined) continue;
    const done = put(target, aside);
    if (done === 'done') return { placed: true, as: target, aside };
    // Somebody was quicker with the name that it was to have.
    if (done === 'taken' && lookAt(target)?.ino === there.ino) continue;
    // What was there goes back to its name, if that is still free; if not, both are there.
    if (lookAt(target) === undefined) renameNoReplace(aside, target);
    return refused(done === 'taken' ? { kind: 'made-meanwhile' } : refusalOf(done));
  }
  return refused({ kind: 'name-taken' });
}

/** What it would be called now, and what is there then; `words` as for placing. Changes nothing. */
export function foreseeName(
  { target, directory }: Move,
  mode: RestoreMode,
  words: string,
): { as: string; aside?: string } {
  const there = lookAt(target);
  if (there === undefined || mode.kind === 'only-missing') return { as: target };
  const isSwap = mode.kind === 'swap';
  const names = namesBeside(
    target,
    isSwap ? BEFORE_RESTORE : words,
    isSwap ? there.isDirectory() : directory,
  );
  const free = names.find((name) => lookAt(name) === undefined) ?? target;
  return isSwap ? { as: target, aside: free } : { as: free };
}

/** The name itself first. */
function namesBeside(target: string, words: string, isDirectory: boolean): string[] {
  const name = baseOf(target);
  const others = Array.from({ length: MOST_NAMES }, (_, index) =>
    nameBeside(name, words, index + 1, isDirectory),
  );
  return [target, ...others.map((other) => joinBytes(parentOf(target), other))];
}

/** Why a rename has not happened. */
export function refusalOf(done: Exclude<Renamed, 'done'>): Refusal {
  if (done === 'taken') return { kind: 'name-taken' };
  return done === 'other-file-system' ? { kind: done } : { kind: 'system', detail: done.other };
}

function refused(why: Refusal): Placed {
  return { placed: false, why };
}
