/** What a restore carries from step to step, and what came of it. */
import type { Entry } from '../../shared/give-back';
import type { Refusal } from '../../shared/restore-refusal';
import type { Begun, Journal, JournalStep } from './journal';
import type { Plan } from './plan';
import type { RestoreEvent } from './restore-event';
import type { Settled } from './settle-rotten';
import type { Source } from './source';

export interface RestoreOutcome {
  id: string;
  snapshot: string;
  cancelled: boolean;
  /** Paths are binary strings. `aside`: what was there is called that now. */
  placed: { path: string; as: string; aside?: string }[];
  /** What is in an archive; absent where there is none. */
  archived?: string[];
  left: string[];
  own: Plan['own'];
  refused: { path: string; why: Refusal }[];
  followed: Plan['followed'];
  entered: Plan['entered'];
  rotten: string[];
  /** Known to be bad in that snapshot: these came from another one, these are bad in all of them and were left out. */
  replaced: { path: string; snapshot: string }[];
  lost: string[];
  notInFull: string[];
  /** What rsync had to complain of, a line each. */
  troubles: string[];
  /** Where what was not placed still waits; absent where nothing does. */
  waiting?: string[];
}

export interface Going {
  id: string;
  /** The restore's own. */
  directory: string;
  /** Not needed where it is proven already. */
  source: Source | undefined;
  begun: Begun;
  /** From before it was cut short. */
  steps: readonly JournalStep[];
  /** What the snapshot has, what of it comes back, and what is known to be bad; empty where it is proven already. */
  listed: ReadonlyMap<string, Entry>;
  entries: ReadonlyMap<string, Entry>;
  settled: Settled;
  journal: Journal;
  plan: Plan;
  signal: AbortSignal;
  emit: (event: RestoreEvent) => void;
}
