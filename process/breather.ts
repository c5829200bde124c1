import { setImmediate as nextTurn } from 'node:timers/promises';

const TURN_MS = 50;

/** Lets signals, timers and whoever else is served by this process in now and then, during work that never waits by itself. */
export class Breather {
  private last = performance.now();
  private readonly turnMs: number;

  /** @param turnMs how long the others may be kept waiting */
  constructor(turnMs = TURN_MS) {
    this.turnMs = turnMs;
  }

  /** @throws the signal's reason */
  async breathe(signal?: AbortSignal): Promise<void> {
    if (performance.now() - this.last > this.turnMs) {
      await nextTurn();
      this.last = performance.now();
    }
    signal?.throwIfAborted();
  }
}
