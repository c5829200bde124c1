/** What a run and its confined thread say to each other. Both ends are this very build: checked by hand, as the scan's are. */
import type { PathRule } from './landlock';

/** What the thread gets as it starts. */
export interface ThreadPlan {
  rules: PathRule[];
  /** None where they are known to succeed. */
  trials: Trial[];
}

/** A program that has to start under the rules, or they would cost the backup. */
export interface Trial {
  file: string;
  args: string[];
  env?: Record<string, string>;
  /**
   * How it shows that it has started: by status 0 unless told; by words on stderr; or by any status but those of a shell
   * or loader that could not, where its own is about something else.
   */
  shows?: { words: string } | 'any-status';
}

/** It has been started, and has said or shown that it cannot do its work. */
export class DoesNotStartError extends Error {}

/** Why this machine does not confine; `lasting`: it will not as long as its programs and its kernel stay as they are. */
export interface Unconfined {
  reason: string;
  lasting: boolean;
}

export type ToThread =
  /** Starts this program with the socket of this descriptor as its stdin and stdout. */
  | { type: 'start'; id: number; file: string; args: readonly string[]; socket: number }
  | { type: 'stop'; id: number }
  /** No more starts: the thread ends with what it has started. */
  | { type: 'end' };

export type FromThread =
  | { type: 'confined'; version: number }
  | ({ type: 'not-confined' } & Unconfined)
  /** The thread itself may not look into /proc. */
  | { type: 'started'; id: number; pid: number | undefined }
  | { type: 'line'; id: number; line: string }
  | { type: 'ended'; id: number; startError: string | undefined };

const TO_THREAD: readonly ToThread['type'][] = ['start', 'stop', 'end'];
const FROM_THREAD: readonly FromThread['type'][] = ['confined', 'not-confined', 'started', 'line', 'ended'];

export function parseToThread(message: unknown): ToThread {
  return parse<ToThread>(message, TO_THREAD);
}

export function parseFromThread(message: unknown): FromThread {
  return parse<FromThread>(message, FROM_THREAD);
}

function parse<M extends { type: string }>(message: unknown, types: readonly M['type'][]): M {
  const type: unknown = typeof message === 'object' && message !== null && 'type' in message && message.type;
  if (!types.some((known) => known === type))
    throw new Error('a run and its confined thread speak differently');
  return message as M;
}
