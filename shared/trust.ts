/** How far what is kept can be trusted, as the host's last words about a backup tell. */
import type { Outcome } from './outcome';

export interface Doubts {
  /** Files whose contents differ though size and time are the same. */
  different: { count: number; paths: readonly string[] };
  /** Files in the store that are not what they were, and of which no good copy has come since. */
  bad: { count: number; paths: readonly string[] };
}

/** Undefined where there is nothing to doubt. */
export function doubtsOf(outcome: Outcome | null | undefined): Doubts | undefined {
  const acknowledged = acknowledgedOf(outcome);
  const none = { count: 0, paths: [] };
  const different = acknowledged?.proof?.different ?? none;
  const bad = acknowledged?.verified?.bad ?? none;
  return different.count + bad.count === 0 ? undefined : { different, bad };
}

export interface Trust {
  /** Files that were compared byte for byte in this backup; why none could be. */
  files: number;
  unproven: 'include-rules' | 'failed' | undefined;
  /** Everything that is kept was read within so many days; null: not yet. Undefined where the host tells nothing. */
  readWithinDays: number | null | undefined;
}

/** Undefined where the host tells nothing of it: one from before, or the original script. `now` in milliseconds. */
export function trustOf(outcome: Outcome | null | undefined, now: number): Trust | undefined {
  const acknowledged = acknowledgedOf(outcome);
  if (acknowledged === undefined) return undefined;
  const { proof, verified } = acknowledged;
  if (proof === undefined && verified === undefined) return undefined;
  const since = verified?.since;
  return {
    files: proof?.files ?? 0,
    unproven: proof?.unproven,
    readWithinDays:
      typeof since === 'string' ? Math.max(1, Math.ceil((now - Date.parse(since)) / 86_400_000)) : since,
  };
}

function acknowledgedOf(outcome: Outcome | null | undefined) {
  return outcome !== null && outcome !== undefined && 'acknowledged' in outcome
    ? outcome.acknowledged
    : undefined;
}
