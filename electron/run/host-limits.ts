/**
 * Holds the host to its time once it is let in: to ask for something, to say how it ended, to hang up. Each limit counts
 * from what the guard or the host's report has shown, and only what was allowed counts as doing something.
 */
import type { RunLimits } from './run-limits';

export interface LimitEvents {
  /** It is connected and reads nothing. `before`: it has read nothing at all yet. */
  idle: (before: boolean) => void;
  /** It has read, and does not say how it ended. */
  silent: () => void;
  /** It has said how it ended, and does not hang up. */
  lingering: () => void;
}

export class HostLimits {
  readonly #limits: RunLimits;
  readonly #events: LimitEvents;
  #idle: NodeJS.Timeout | undefined;
  #report: NodeJS.Timeout | undefined;
  #hangUp: NodeJS.Timeout | undefined;
  #connected = false;
  #reading = 0;
  #hasRead = false;
  #isOver = false;

  constructor(limits: RunLimits, events: LimitEvents) {
    this.#limits = limits;
    this.#events = events;
  }

  hostConnected(): void {
    this.#connected = true;
    this.#arm();
  }

  /** The guard may be heard before sshd's own word of who has come in: the order does not matter here. */
  transferStarted(): void {
    this.#reading += 1;
    this.#hasRead = true;
    this.#arm();
  }

  transferEnded(): void {
    this.#reading = Math.max(0, this.#reading - 1);
    this.#arm();
  }

  /** It has said that it is done, or why it failed. */
  concluded(): void {
    if (this.#isOver) return;
    this.#hangUp ??= setTimeout(this.#events.lingering, this.#limits.hangUpMs);
    clearTimeout(this.#report);
    this.#report = undefined;
  }

  clear(): void {
    this.#isOver = true;
    for (const timer of [this.#idle, this.#report, this.#hangUp]) clearTimeout(timer);
  }

  /** A refused request is none: nothing is armed anew by it. */
  #arm(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#report);
    this.#report = undefined;
    if (this.#isOver || this.#reading > 0) return;
    if (this.#connected) {
      this.#idle = setTimeout(() => {
        this.#events.idle(!this.#hasRead);
      }, this.#limits.idleMs);
    }
    if (this.#hasRead && this.#hangUp === undefined) {
      this.#report = setTimeout(this.#events.silent, this.#limits.reportMs);
    }
  }
}
