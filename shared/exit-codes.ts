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

/** As the help has them; the manual and the README say a little more. */
export const EXIT_MEANINGS: Record<keyof typeof EXIT, string> = {
  completed: 'completed',
  failed: 'failed',
  usage: 'wrong usage',
  partial: 'partial (some files could not be read, or came back without all of their attributes)',
  looksWrong: 'completed but looks wrong',
  alreadyRunning: 'already running',
  hostUnreachable: 'host not reachable',
  skipped: 'skipped',
  restoreAtHost: 'the snapshots are on a host, which lets nobody read them yet',
  settings: 'bad or missing settings',
  cancelled: 'cancelled',
};
