/** A window's line to the service that measures the disk: a port that is handed over when something is first asked. */
import type { Failure } from './failures';
import { PortQuestions, type Port } from './ipc-port';
import type { UsageState } from './ipc-space';
import { success, type Result } from './result';

type Listener = (event: string, value: unknown) => void;

const ENDED: Failure = { code: 'usage-service-ended' };

/** With the service everything that was measured is gone. */
const NOTHING_KNOWN: UsageState = {
  tree: null,
  origin: { kind: 'scan', roots: [], disk: null },
  ...{ phase: 'none', entries: 0, folders: 0, seconds: 0, unreadable: 0 },
  ...{ lookedAt: null, kept: [], again: null, at: 0 },
  ...{ sums: null, excludes: 'usable', undo: null },
};

export class ServiceLine {
  readonly #connect: (lost: () => void) => Promise<Result<Port>>;
  readonly #listeners = new Set<Listener>();
  #line: Promise<Result<PortQuestions>> | undefined;

  /** @param connect starts the service where it does not run; `lost` is to be called when it has gone, however it ended */
  constructor(connect: (lost: () => void) => Promise<Result<Port>>) {
    this.#connect = connect;
  }

  /** What comes is still unknown. */
  async ask(name: string, input: unknown): Promise<unknown> {
    const line = await (this.#line ??= this.#begin());
    return line.ok ? line.value.ask(name, input) : line;
  }

  /** Returns how to stop listening. Listening alone starts nothing. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #begin(): Promise<Result<PortQuestions>> {
    let questions: PortQuestions | undefined = undefined;
    const port = await this.#connect(() => {
      // The next question asks for another port.
      this.#line = undefined;
      questions?.giveUp(ENDED);
      this.#tell('space.changed', { state: NOTHING_KNOWN, view: null });
    });
    if (!port.ok) {
      this.#line = undefined;
      return port;
    }
    const asking = new PortQuestions(port.value);
    questions = asking;
    port.value.listen((message) => {
      const taken = asking.take(message);
      if (typeof taken === 'object') this.#tell(taken.event, taken.value);
    });
    return success(asking);
  }

  #tell(event: string, value: unknown): void {
    for (const listener of [...this.#listeners]) listener(event, value);
  }
}
