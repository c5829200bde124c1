/** Why a scheduled backup was held back, and until when. */
import type { Skip, SkipCode, SkipOf } from '../../skips';

interface SkipText<C extends SkipCode> {
  /** Completes "Skipped: ...". */
  because: (skip: SkipOf<C>) => string;
  /** What it is tried again by itself after. */
  until: (skip: SkipOf<C>) => string;
}

const SKIPS = {
  paused: { because: () => 'backups are paused', until: () => 'when the pause ends' },
  'on-battery': {
    because: ({ percent, least }) => `on battery with ${Math.round(percent)} %, less than ${least} %`,
    until: () => 'when the laptop is back on power',
  },
  'power-saver': {
    because: () => 'the power saver is on',
    until: () => 'when the power saver is off',
  },
  metered: {
    because: ({ network }) => `the network "${network}" is metered`,
    until: () => 'on a network that is not metered',
  },
  'other-network': {
    because: ({ network }) => `the network "${network}" is not one for backups`,
    until: () => 'on a network that is chosen for backups',
  },
  'no-network': { because: () => 'there is no network', until: () => 'when there is a network' },
  'host-not-reachable': {
    because: ({ host, detail }) => `${host} is not reachable (${detail})`,
    until: () => 'when the host is reachable',
  },
  'store-not-there': {
    because: ({ directory }) => `the backup disk is not there (${directory})`,
    until: () => 'when the disk is back',
  },
  'before-command-failed': {
    because: ({ program, detail }) => `the command before the backup failed: ${program}: ${detail}`,
    until: () => 'at the next try',
  },
} satisfies { [C in SkipCode]: SkipText<C> };

/** "on battery with 20 %, less than 30 %", and "when the laptop is back on power". */
export function describeSkip(skip: Skip): { because: string; until: string } {
  // As in the table of failures: the pairing holds, the compiler cannot follow it through a lookup.
  const entry = SKIPS[skip.code] as SkipText<SkipCode>;
  return { because: entry.because(skip), until: entry.until(skip) };
}
