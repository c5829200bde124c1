/** The service that measures the disk, seen from the main process: started when it is first asked, gone when closed. */
import type { ListChange } from '../../shared/ipc-excludes';
import { failure, success, type Result } from '../../shared/result';
import {
  fromServiceSchema,
  serviceRequests,
  type ServiceInput,
  type ServiceOutput,
  type ServiceRequest,
  type ToService,
  type UsageChange,
} from '../usage-service/messages';

/** A running service: Electron's utility process, or a child of a test. */
export interface UsageServicePort {
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** Told once, however it ended. */
  onExit: (listener: () => void) => void;
  kill: () => void;
}

interface Parts {
  settingsFile: string;
  excludeFile: string;
  workerFile: string;
  fork: () => UsageServicePort;
  changed: (change: UsageChange) => void;
  listChanged: (change: ListChange) => void;
  /** It has ended though nobody told it to. */
  ended: () => void;
}

/** A service that is told to end has so long for it. */
const END_WITHIN_MS = 2000;

type Settle = (result: Result<unknown>) => void;

export class UsageServiceClient {
  readonly #parts: Parts;
  readonly #waiting = new Map<number, { request: ServiceRequest; settle: Settle }>();
  #port: UsageServicePort | undefined;
  #ids = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  ask<R extends ServiceRequest>(request: R, input: ServiceInput<R>): Promise<Result<ServiceOutput<R>>> {
    const port = (this.#port ??= this.#start());
    this.#ids += 1;
    const id = this.#ids;
    return new Promise((resolve) => {
      // The schema of this request looks at the value before it is given on (see #take).
      this.#waiting.set(id, { request, settle: resolve as Settle });
      port.post({ type: 'request', id, request, input } satisfies ToService);
    });
  }

  /** Lets go of everything that has been measured. The next question starts anew. */
  close(): Promise<void> {
    const port = this.#port;
    if (port === undefined) return Promise.resolve();
    this.#leave(port);
    return new Promise((resolve) => {
      const deadline = setTimeout(() => {
        port.kill();
      }, END_WITHIN_MS);
      port.onExit(() => {
        clearTimeout(deadline);
        resolve();
      });
      port.post({ type: 'end' } satisfies ToService);
    });
  }

  #start(): UsageServicePort {
    const port = this.#parts.fork();
    port.onMessage((message) => {
      if (this.#port === port) this.#take(port, message);
    });
    port.onExit(() => {
      this.#lose(port);
    });
    const { settingsFile, excludeFile, workerFile } = this.#parts;
    port.post({ type: 'begin', settingsFile, excludeFile, workerFile } satisfies ToService);
    return port;
  }

  #take(port: UsageServicePort, message: unknown): void {
    const parsed = fromServiceSchema.safeParse(message);
    if (!parsed.success) {
      // Something else than our service speaks there, or it has gone mad: nothing of it is believed any more.
      this.#lose(port);
      port.kill();
      return;
    }
    if (parsed.data.type === 'changed') {
      this.#parts.changed(parsed.data.value);
      return;
    }
    if (parsed.data.type === 'list-changed') {
      this.#parts.listChanged(parsed.data.value);
      return;
    }
    const { id, answer } = parsed.data;
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    if (!answer.ok) {
      waiting.settle(answer);
      return;
    }
    const value = serviceRequests[waiting.request].output.safeParse(answer.value);
    waiting.settle(
      value.success
        ? success(value.data)
        : failure({
            code: 'internal',
            detail: `the answer to "${waiting.request}" is not what was agreed on`,
          }),
    );
  }

  #lose(port: UsageServicePort): void {
    if (this.#port !== port) return;
    this.#leave(port);
    this.#parts.ended();
  }

  /** Nobody is left waiting for an answer that will not come. */
  #leave(port: UsageServicePort): void {
    if (this.#port !== port) return;
    this.#port = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { settle } of waiting) settle(failure({ code: 'usage-service-ended' }));
  }
}
