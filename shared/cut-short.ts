/**
 * Why a run was cancelled that nobody wanted to end. On record in these very words, and told from a person's cancelling by
 * them: such a backup is made up for at the next occasion.
 */
export const CUT_SHORT = {
  sleep: 'the machine went to sleep',
  shutdown: 'the machine was shut down',
  killed: 'Latchkey was ended in the middle of it',
} as const;
