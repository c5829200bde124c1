/** The service that measures the disk, seen from the main process: started when it is first needed, gone when closed. */
import { takeAnswer } from '../../shared/answer-requests';
import { PortQuestions } from '../../shared/ipc-port';
import { failure, success, type Result } from '../../shared/result';
import { ownRequests, type Order, type OwnInput, type OwnOutput, type OwnRequest } from '../space/messages';

/** A running service: Electron's utility process, or a child of a test. */
export interface SpaceServicePort {
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** Told once, however it ended. */
  onExit: (listener: () => void) => void;
  /** Gives the service one end of a new port, and the open window the other. False: there is no window. */
  connectWindow: () => boolean;
  kill: () => void;
}

/** A service that is told to end has so long for it. */
const END_WITHIN_MS = 2000;

interface Running {
  port: SpaceServicePort;
  questions: PortQuestions;
}

export class SpaceServiceClient {
  readonly #fork: () => SpaceServicePort;
  #running: Running | undefined;

  constructor(fork: () => SpaceServicePort) {
    this.#fork = fork;
  }

  async ask<R extends OwnRequest>(name: R, input: OwnInput<R>): Promise<Result<OwnOutput<R>>> {
    const { questions } = this.#start();
    return takeAnswer(name, ownRequests[name].output, await questions.ask(name, input)) as Result<
      OwnOutput<R>
    >;
  }

  /** From then on the window asks by itself. */
  connectWindow(): Result<null> {
    return this.#start().port.connectWindow()
      ? success(null)
      : failure({ code: 'request-refused', detail: 'the window is not there any more' });
  }

  /** Lets go of everything that has been measured. The next question starts anew. */
  close(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return Promise.resolve();
    const { port } = running;
    this.#leave(running);
    return new Promise((resolve) => {
      const deadline = setTimeout(() => {
        port.kill();
      }, END_WITHIN_MS);
      port.onExit(() => {
        clearTimeout(deadline);
        resolve();
      });
      port.post('end' satisfies Order);
    });
  }

  #start(): Running {
    if (this.#running !== undefined) return this.#running;
    const port = this.#fork();
    const started: Running = { port, questions: new PortQuestions(port) };
    this.#running = started;
    port.onMessage((message) => {
      if (this.#running !== started || started.questions.take(message) === 'answer') return;
      // Something else than our service speaks there, or it has gone mad: nothing of it is believed any more.
      this.#leave(started);
      port.kill();
    });
    port.onExit(() => {
      this.#leave(started);
    });
    return started;
  }

  #leave(running: Running): void {
    if (this.#running === running) this.#running = undefined;
    running.questions.giveUp({ code: 'usage-service-ended' });
  }
}
