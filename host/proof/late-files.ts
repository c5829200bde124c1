/**
 * Large files whose reading was ended in the middle. What is read of one is lost then, so one that takes longer than there ever
 * is time (a laptop can send terabytes of holes) would be begun anew each time, and nothing behind it would be read. They come
 * when all others were read, those first that were begun least often.
 */
import type { VerifyState } from './verify-state';

/** What is smaller takes no time that anybody would miss. */
export const LARGE = 64 * 1024 * 1024;
/** More than these are begun anew, as if they had not been late. */
const MOST_LATE = 1000;
/** So often one is begun in a round that is read bit by bit. */
const MOST_TRIES = 3;

export type LateFile = VerifyState['late'][number];

export function isLate({ late }: VerifyState, snapshot: string, path: string): boolean {
  return late.some((one) => one.snapshot === snapshot && one.path === path);
}

/** Its reading was ended in the middle. */
export function noteLate(state: VerifyState, snapshot: string, path: string): void {
  const known = state.late.find((one) => one.snapshot === snapshot && one.path === path);
  if (known !== undefined) known.tries += 1;
  else if (state.late.length < MOST_LATE) state.late.push({ snapshot, path, tries: 1 });
}

/** It was read. */
export function settleLate(state: VerifyState, snapshot: string, path: string): void {
  state.late = state.late.filter((one) => one.snapshot !== snapshot || one.path !== path);
}

/** All of a snapshot was read, in a reading that began then, but for what is late of it. */
export function notePassed(state: VerifyState, snapshot: string, began: string): void {
  if (state.late.some((one) => one.snapshot === snapshot)) {
    state.passed[snapshot] = began;
    return;
  }
  state.read[snapshot] = began;
  state.passed = Object.fromEntries(Object.entries(state.passed).filter(([name]) => name !== snapshot));
}

/** The one whose turn it is; undefined: none is left in this round. */
export function nextLate({ late }: VerifyState, round: keyof VerifyState['rounds']): LateFile | undefined {
  const waiting = late.filter(({ tries }) => round === 'all' || tries < MOST_TRIES);
  return waiting.sort((a, b) => a.tries - b.tries)[0];
}

/** In the next round each has its turn again. */
export function beginLateAnew(state: VerifyState): void {
  for (const one of state.late) one.tries = 0;
}
