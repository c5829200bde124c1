/**
 * Host programs of a store here, which stay for the next question: their start takes longer than to answer what a person
 * asks.
 */
import type { Source, StartedHost, StoreHere } from './source';
import { startHost } from './start-host';

/** A person who has looked at something for that long has stopped looking for something else. */
const KEPT_MS = 60_000;

/** So long nothing is asked before more of them are started: what a person waits for comes first. */
const CALM_MS = 200;

interface Ready {
  store: string;
  machine: string;
  started: Promise<StartedHost>;
}

export class ReadyHost {
  readonly #most: number;
  #waiting: Ready[] = [];
  /** Answering just now. */
  #taken = 0;
  #closing: NodeJS.Timeout | undefined;
  #filling: NodeJS.Timeout | undefined;

  /** @param most how many there are: more than one where a question may come while another is still answered */
  constructor(most = 1) {
    this.#most = most;
  }

  /** For one question, while others may be under way. It may have been waiting, and may have ended while it did. */
  async take(source: StoreHere): Promise<StartedHost> {
    clearTimeout(this.#filling);
    this.#taken += 1;
    const next = this.#waiting.pop();
    if (next !== undefined && isFor(next, source)) return next.started;
    await Promise.all([next, ...this.#waiting.splice(0)].map(stop));
    return startHost(source);
  }

  /** It has answered, and waits for what may be asked next. */
  async giveBack(source: StoreHere, started: StartedHost): Promise<void> {
    this.#taken -= 1;
    const { store, machine } = source;
    const given = { store, machine, started: Promise.resolve(started) };
    if (this.#waiting.length < this.#most) this.#wait(source, given);
    else await stop(given);
  }

  /** Has one ready for what may be asked next, also in the place of one that was taken and has ended. */
  prepare(source: StoreHere): void {
    this.#taken = Math.max(0, this.#taken - 1);
    this.#wait(source, ...(this.#waiting.length === 0 ? [startOne(source)] : []));
  }

  async close(): Promise<void> {
    clearTimeout(this.#closing);
    clearTimeout(this.#filling);
    await Promise.all(this.#waiting.splice(0).map(stop));
  }

  #wait(source: StoreHere, ...more: Ready[]): void {
    this.#waiting.push(...more);
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => void this.close(), KEPT_MS).unref();
    clearTimeout(this.#filling);
    this.#filling = setTimeout(() => {
      while (this.#waiting.length + this.#taken < this.#most) this.#waiting.unshift(startOne(source));
    }, CALM_MS).unref();
  }
}

function startOne(source: StoreHere): Ready {
  const { store, machine } = source;
  return { store, machine, started: startHost(source) };
}

/** All that the work asks of a store here, one thing after the other, is asked of one program, which ends with the work. */
export async function withReadyHost<S extends Source, T>(
  source: S,
  work: (source: S) => Promise<T>,
): Promise<T> {
  if (source.kind !== 'here' || source.ready !== undefined) return work(source);
  const ready = new ReadyHost();
  ready.prepare(source);
  try {
    return await work({ ...source, ready });
  } finally {
    await ready.close();
  }
}

function isFor(ready: Ready, { store, machine }: StoreHere): boolean {
  return ready.store === store && ready.machine === machine;
}

async function stop(ready: Ready | undefined): Promise<void> {
  await (await ready?.started)?.program.stop();
}
