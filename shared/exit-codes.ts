/** What the exit codes mean; latchkey(1) has a line for each. */
export const EXIT = {
  completed: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  /** Completed, but it looks wrong. */
  looksWrong: 4,
  alreadyRunning: 11,
  hostUnreachable: 69,
  skipped: 75,
  /** The store is on a host, and its one-time code is missing, wrong or used up. */
  restoreAtHost: 77,
  settings: 78,
  cancelled: 130,
} as const;

/** The worse the earlier. What is not named here is a failure of a kind of its own. */
const FROM_WORST: readonly number[] = [
  ...[EXIT.settings, EXIT.failed, EXIT.usage, EXIT.hostUnreachable, EXIT.restoreAtHost, EXIT.alreadyRunning],
  ...[EXIT.cancelled, EXIT.looksWrong, EXIT.partial, EXIT.skipped, EXIT.completed],
];

/** Of several backups; 0 where there was none. */
export function worstExitCode(codes: readonly number[]): number {
  const rank = (code: number): number => FROM_WORST.indexOf(code);
  return [...codes].sort((one, other) => rank(one) - rank(other))[0] ?? EXIT.completed;
}
