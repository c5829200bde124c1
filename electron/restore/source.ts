/** Where files come back from: a store of this machine, or a host that has let this machine in by a one-time grant. */
import type { Duplex } from 'node:stream';
import type { RunningProgram } from '../../process/start-program';
import type { Answer, Question } from '../../shared/give-back';
import type { Granted } from '../../shared/give-back-channel';
import type { Result } from '../../shared/result';

/** The programs of ours that either way starts. */
export interface OwnPrograms {
  /** node, or an Electron that runs as node. */
  runtime: string;
  /** The host program's bundle. */
  host: string;
}

export interface StoreHere extends OwnPrograms {
  kind: 'here';
  store: string;
  machine: string;
  /** Where somebody asks one question after the other: who has a program for the next. */
  ready?: ReadyPrograms;
}

/** The host program, which stays for the next question (ready-host.ts). */
interface ReadyPrograms {
  take: (source: StoreHere) => Promise<StartedHost>;
  giveBack: (source: StoreHere, started: StartedHost) => Promise<void>;
  prepare: (source: StoreHere) => void;
}

/** It waits for questions on its stdin, and ends with that (start-host.ts). */
export interface StartedHost {
  program: RunningProgram;
  /** Gets each line of its stdout. It says nothing but what it is asked. */
  onLine: (line: string) => void;
  /** What it says on its stderr: why it ends. */
  said: string[];
  /** All of its stdout was read. */
  output: Promise<void>;
}

/** Open until it is closed, its time is over, or the owner ends it: then everything asked of it fails. */
export interface GrantedStore extends OwnPrograms {
  kind: 'granted';
  /** The host, as the settings have it. */
  destination: string;
  /** The host's name for this machine. */
  machine: string;
  /** Until when, and which snapshots. */
  granted: Granted;
  /** Tells each answer but the last; what is asked meanwhile waits. Fails as `ask` does (ask.ts). */
  ask: (
    question: Question,
    onAnswer: (answer: Answer) => void,
    signal?: AbortSignal,
  ) => Promise<Result<undefined>>;
  /**
   * Carries one transfer between the host's rsync and the one here, whose remote shell is at the other end of `here`.
   * Gives what the host's rsync has complained of.
   */
  carry: (wanted: { snapshot: string; paths: readonly string[] }, here: Duplex) => Promise<Result<string[]>>;
  /** Settles when the connection has gone, for whatever reason. */
  ended: Promise<void>;
  /** Ends the connection, and with it the grant. */
  close: () => Promise<void>;
}

export type Source = StoreHere | GrantedStore;

/** As people know it: the store's directory, or the host. */
export function placeOf(source: Source): string {
  return source.kind === 'here' ? source.store : source.destination;
}
