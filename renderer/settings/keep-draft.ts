/** How many backups to keep, while it is being chosen: a policy of a person's own is kept as it is. Pure. */
import { THINNED_OUT } from '../../shared/keep-defaults';
import { formatKeepPolicy, type KeepPolicy } from '../../shared/keep-policy';

export interface KeepDraft {
  choice: 'thinned' | 'all' | 'own';
  /** What the settings file says where that is neither of the others. */
  own?: KeepPolicy;
}

/** Backups that are there already are nobody's to delete by a default. */
export function firstKeep({ hasBackups }: { hasBackups: boolean }): KeepDraft {
  return { choice: hasBackups ? 'all' : 'thinned' };
}

export function keepDraftOf(keep: KeepPolicy | undefined): KeepDraft {
  if (keep === undefined) return { choice: 'all' };
  const isUsual = formatKeepPolicy(keep) === formatKeepPolicy(THINNED_OUT);
  return isUsual ? { choice: 'thinned' } : { choice: 'own', own: keep };
}

/** Undefined: all. */
export function keepIn({ choice, own }: KeepDraft): KeepPolicy | undefined {
  return { thinned: THINNED_OUT, all: undefined, own }[choice];
}
