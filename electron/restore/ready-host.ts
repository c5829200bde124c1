/**
 * The host program of a store here, which stays for the next question: its start takes longer than to answer what a person
 * asks.
 */
import type { Source, StartedHost, StoreHere } from './source';
import { startHost } from './start-host';

/** A person who has looked at something for that long has stopped looking for something else. */
const KEPT_MS = 60_000;

interface Ready {
  store: string;
  machine: string;
  started: Promise<StartedHost>;
}

export class ReadyHost {
  #next: Ready | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** For one question, while others may be under way. It may have been waiting, and may have ended while it did. */
  async take(source: StoreHere): Promise<StartedHost> {
    const next = this.#next;
    this.#next = undefined;
    if (next !== undefined && isFor(next, source)) return next.started;
    await stop(next);
    return startHost(source);
  }

  /** It has answered, and waits for what may be asked next; one is enough. */
  async giveBack(source: StoreHere, started: StartedHost): Promise<void> {
    const { store, machine } = source;
    const given = { store, machine, started: Promise.resolve(started) };
    if (this.#next === undefined) this.#wait(given);
    else await stop(given);
  }

  /** Has one ready for what may be asked next. */
  prepare(source: StoreHere): void {
    const { store, machine } = source;
    this.#wait(this.#next ?? { store, machine, started: startHost(source) });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const next = this.#next;
    this.#next = undefined;
    await stop(next);
  }

  #wait(next: Ready): void {
    this.#next = next;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), KEPT_MS).unref();
  }
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
