/** A list of du or ncdu that arrives part by part and is read as it comes. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { Result } from '../../shared/result';
import type { ReadList } from '../usage/read-list';
import { readUsage } from '../usage/read-usage';

/** How often it is told how far it is; that leaves room for other questions and for an end, too. */
const TELL_EVERY_MS = 250;

export class OpeningList {
  readonly name: string;
  entries = 0;
  readonly #begun = performance.now();
  readonly #source = new PassThrough();
  readonly #read: Promise<Result<ReadList, string> | undefined>;
  #settled = false;

  /** `progress` is not called for what is read in a moment. */
  constructor(name: string, progress: (list: OpeningList) => void) {
    this.name = name;
    this.#read = this.#start(progress);
  }

  get seconds(): number {
    return (performance.now() - this.#begun) / 1000;
  }

  /** Waits until it has been taken. 'more': so far it can be read. Undefined: it was stopped. */
  async push(part: Uint8Array, isLast: boolean): Promise<Result<ReadList, string> | 'more' | undefined> {
    if (!this.#settled && !this.#source.write(part)) {
      await Promise.race([once(this.#source, 'drain').catch(() => undefined), this.#read]);
    }
    if (isLast) this.#source.end();
    return isLast || this.#settled ? this.#read : 'more';
  }

  stop(): void {
    this.#source.destroy();
  }

  async #start(progress: (list: OpeningList) => void): Promise<Result<ReadList, string> | undefined> {
    let told = this.#begun;
    try {
      return await readUsage(this.#source as AsyncIterable<Buffer>, async (entries) => {
        if (performance.now() - told < TELL_EVERY_MS) return;
        this.entries = entries;
        progress(this);
        await turn();
        told = performance.now();
      });
    } catch (error) {
      // What is destroyed ends early; anything else is a defect.
      if (this.#source.destroyed && (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') {
        return undefined;
      }
      throw error;
    } finally {
      this.#settled = true;
      this.#source.destroy();
    }
  }
}
