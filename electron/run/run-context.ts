/** All that a run needs to know before it begins. */
import type { RequestExtension } from '../../shared/request';
import type { RunEvent } from '../../shared/run-events';
import type { Settings } from '../../shared/settings';
import type { StoreQuestion } from '../../shared/store-mark';
import type { Programs } from './programs';
import type { RunLimits } from './run-limits';
import type { StopSignal } from './stop-signal';

/** Our own programs, as files: they are started by sshd or as children. */
export interface Bundles {
  /** node, or an Electron that runs as node. */
  runtime: string;
  guard: string;
  host: string;
}

export type RunPurpose = RequestExtension['purpose'];

export interface RunContext {
  settings: Settings;
  /** This machine's name in a local store; a host has its own for it. */
  machine: string;
  /** Which store is meant. */
  store: StoreQuestion;
  /** The exclude list's bytes, as a binary string. */
  excludeList: string;
  programs: Programs;
  rsyncVersion: string;
  bundles: Bundles;
  purpose: RunPurpose;
  limits: RunLimits;
  stop: StopSignal;
  emit: (event: RunEvent) => void;
  log: (line: string) => void;
}
