/**
 * The clock that all laptops of a fleet go by. It is set ahead while nobody is at work, to the moment that somebody waits for:
 * what takes time takes its time, and only the waiting for nothing is left out.
 */
import { withNow } from '../helpers/other-clock.mjs';

const LOOK_EVERY_MS = 20;

export class FleetClock {
  #ahead = 0;
  #working = 0;
  /** @type {Set<{ at: number, come: () => void }>} */
  #waiting = new Set();
  #isQuiet;
  #looking;

  /** @param {() => boolean} isQuiet whether nothing is at work that was not started here */
  constructor(isQuiet) {
    this.#isQuiet = isQuiet;
    this.#looking = setInterval(() => {
      this.#look();
    }, LOOK_EVERY_MS);
  }

  now() {
    return Date.now() + this.#ahead;
  }

  /** For a program that sees this clock; from its start to its end nobody sets it ahead. */
  get environment() {
    return withNow(`RealDate.now() + ${this.#ahead}`);
  }

  /** @param {number} at */
  async until(at) {
    await new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
      this.#waiting.add({ at, come: resolve });
    });
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  async during(work) {
    this.#working += 1;
    try {
      return await work();
    } finally {
      this.#working -= 1;
    }
  }

  stop() {
    clearInterval(this.#looking);
  }

  #look() {
    const next = Math.min(...[...this.#waiting].map(({ at }) => at));
    if (this.#working === 0 && Number.isFinite(next) && next > this.now() && this.#isQuiet()) {
      this.#ahead += next - this.now();
    }
    for (const one of this.#waiting) {
      if (one.at > this.now()) continue;
      this.#waiting.delete(one);
      one.come();
    }
  }
}
