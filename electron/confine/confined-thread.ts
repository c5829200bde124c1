/** The run's side of its confined thread. The thread never ends by force: Node-API does not take a stop inside of a call. */
import { access } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { identifyProcess } from '../../process/process-identity';
import type { Served, ServeConnection, ServedWatch } from '../ssh/serve-connection';
import {
  parseFromThread,
  type FromThread,
  type ThreadPlan,
  type ToThread,
  type Unconfined,
} from './messages';

export interface ConfinedThread {
  /** Of the kernel's Landlock. */
  version: number;
  /** As serveAsChild does, under the rules of the plan. */
  serveWith: (file: string, args: readonly string[]) => ServeConnection;
  /** Ends the thread; what it has started has to be stopped before. */
  close: () => Promise<void>;
}

/** What the thread has started, or was told to. */
interface Session {
  socket: Socket;
  watch: ServedWatch;
  end: (startError: string | undefined) => void;
}

/** `bundle`: dist/confined-thread.mjs. Where this machine cannot confine, nothing is left of the thread. Never rejects. */
export async function startConfinedThread(
  bundle: string,
  plan: ThreadPlan,
): Promise<ConfinedThread | Unconfined> {
  try {
    // Also makes Node's pool of threads, which serves the whole process: made by the confined thread, it would be confined.
    await access(bundle);
  } catch (error) {
    return { reason: (error as Error).message, lasting: false };
  }
  const worker = new Worker(bundle, { execArgv: [], name: 'latchkey confined', workerData: plan });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });
  const thread = new Thread(worker);
  const confined = await thread.confined;
  if (typeof confined !== 'number') {
    await ended;
    return confined;
  }
  // A run has other reasons to live.
  worker.unref();
  return {
    version: confined,
    serveWith: (file, args) => (socket, watch) => thread.serve({ file, args }, socket, watch),
    close: async () => {
      worker.ref();
      thread.say({ type: 'end' });
      await ended;
    },
  };
}

class Thread {
  /** The version of the kernel's Landlock, or why it is not confined. */
  readonly confined: Promise<number | Unconfined>;
  readonly #worker: Worker;
  readonly #sessions = new Map<number, Session>();
  #lastId = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.confined = new Promise((resolve) => {
      worker.on('message', (message: unknown) => {
        const said = parseFromThread(message);
        if (said.type === 'confined') resolve(said.version);
        else if (said.type === 'not-confined') resolve({ reason: said.reason, lasting: said.lasting });
        else this.#heard(said);
      });
      worker.on('error', (error) => {
        resolve({ reason: String(error), lasting: false });
      });
      worker.once('exit', () => {
        resolve({ reason: 'its thread has ended', lasting: false });
        for (const { socket, end } of this.#sessions.values()) {
          socket.destroy();
          end('the confined thread has ended');
        }
      });
    });
  }

  say(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  serve(program: { file: string; args: readonly string[] }, socket: Socket, watch: ServedWatch): Served {
    const descriptor = descriptorOf(socket);
    if (descriptor === undefined) {
      socket.destroy();
      return { ended: Promise.resolve('the peer has gone'), stop: () => Promise.resolve() };
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const ended = new Promise<string | undefined>((end) => {
      this.#sessions.set(id, { socket, watch, end });
    });
    this.say({ type: 'start', id, ...program, socket: descriptor });
    return {
      ended,
      stop: async () => {
        if (this.#sessions.has(id)) this.say({ type: 'stop', id });
        await ended;
      },
    };
  }

  #heard(said: Extract<FromThread, { id: number }>): void {
    const session = this.#sessions.get(said.id);
    if (session === undefined) return;
    switch (said.type) {
      case 'started':
        // What was started has its own by now.
        session.socket.destroy();
        session.watch.started(said.pid === undefined ? undefined : identifyProcess(said.pid));
        break;
      case 'line':
        session.watch.line(said.line);
        break;
      case 'ended':
        this.#sessions.delete(said.id);
        session.end(said.startError);
        break;
    }
  }
}

/** Node hands a socket to a child, but not to a thread; a descriptor is the same in all threads of a process. */
function descriptorOf(socket: Socket): number | undefined {
  const { _handle: handle } = socket as Socket & { _handle?: { fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}
