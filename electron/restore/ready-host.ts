/** The host program of a store here, started before it is asked: that takes longer than to answer what a person asks. */
import type { StartedHost, StoreHere } from './source';
import { startHost } from './start-host';

/** A person who has looked at something for that long has stopped looking for something else. */
const KEPT_MS = 60_000;

export class ReadyHost {
  #next: { store: string; machine: string; started: Promise<StartedHost> } | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** For one question. It may have been waiting, and may have ended while it did. */
  async take(source: StoreHere): Promise<StartedHost> {
    const next = this.#next;
    this.#next = undefined;
    if (next?.store === source.store && next.machine === source.machine) return next.started;
    await stop(next);
    return startHost(source);
  }

  /** Has one ready for what may be asked next. */
  prepare(source: StoreHere): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), KEPT_MS).unref();
    if (this.#next !== undefined) return;
    const { store, machine } = source;
    this.#next = { store, machine, started: startHost(source) };
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const next = this.#next;
    this.#next = undefined;
    await stop(next);
  }
}

async function stop(next: { started: Promise<StartedHost> } | undefined): Promise<void> {
  await (await next?.started)?.program.stop();
}
