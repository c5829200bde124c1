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
