/** All that a run needs to know before it begins. */
import type { MovedRoot, RequestExtension } from '../../shared/request';
import type { RunEvent } from '../../shared/run-events';
import type { Settings } from '../../shared/settings';
import type { StoreQuestion } from '../../shared/store-mark';
import type { Bundles } from '../settings/bundles';
import type { Programs } from '../ssh/programs';
import type { RunLimits } from './run-limits';
import type { StopReason } from './decide-outcome';

export type RunPurpose = RequestExtension['purpose'];

export interface RunContext {
  settings: Settings;
  /** This machine's name in a local store; a host has its own for it. */
  machine: string;
  /** Which store is meant. */
  store: StoreQuestion;
  /** What roots were called in the snapshot before. */
  movedRoots: readonly MovedRoot[];
  /** How often in a row the host was too busy for this laptop. */
  sentAwayBefore: number;
  /** The exclude list's bytes, as a binary string. */
  excludeList: string;
  programs: Programs;
  rsyncVersion: string;
  bundles: Bundles;
  /** Whether what serves the host starts when it is confined, as far as that is known. */
  verdictFile: string;
  /** False: it is left as it is, having failed by that. */
  confines: boolean;
  purpose: RunPurpose;
  limits: RunLimits;
  stop: StopSignal;
  emit: (event: RunEvent) => void;
  log: (line: string) => void;
}

/** One AbortSignal through a whole run. The first reason wins; later ones change nothing. */
export class StopSignal {
  readonly #controller = new AbortController();
  #reason: StopReason | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get reason(): StopReason | undefined {
    return this.#reason;
  }

  stop(reason: StopReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller.abort();
  }
}
