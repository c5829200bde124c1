/**
 * How long one transfer may take. rsync's own limit counts from the last byte: a laptop that sends one a minute would keep its
 * connection, and its slot, for ever. What has arrived when it strikes is kept, and the next run goes on from there.
 */
import { failure, type Result } from './result';

/** A timer that is set to more begins at once: setTimeout(). */
const LONGEST_MS = 2 ** 31 - 1;

export class TransferLimit {
  private readonly ending = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly seconds: number;

  /** Counts from now until it is stopped. */
  constructor(seconds: number) {
    this.seconds = seconds;
    this.timer = setTimeout(
      () => {
        this.ending.abort();
      },
      Math.min(seconds * 1000, LONGEST_MS),
    );
    this.timer.unref();
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** What became of a transfer under this limit, by its right name. */
  judge<T>(pulled: Result<T>): Result<T> {
    if (pulled.ok || !this.signal.aborted) return pulled;
    return failure({ code: 'transfer-too-long', seconds: this.seconds });
  }
}
