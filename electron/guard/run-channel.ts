/**
 * The guard's line to its run: a Unix socket in the run directory. It is how the guard reports, and how it knows that
 * the run lives: the kernel closes the run's end when the run ends, SIGKILL included.
 */
import { connect } from 'node:net';
import type { GuardMessage } from './messages';

export interface RunChannel {
  say: (message: GuardMessage) => void;
  /** Aborts when the run is gone. */
  gone: AbortSignal;
  /** Resolves when all that was said is in the kernel's hands, or nobody is there to hear it. */
  close: () => Promise<void>;
}

/** Undefined when there is no run. */
export function connectToRun(path: string): Promise<RunChannel | undefined> {
  return new Promise((resolve) => {
    // Half-open: a run that closes its end still hears how it ended, and its end of the socket closes for good only when
    // the guard, and rsync before it, are gone.
    const socket = connect({ path, allowHalfOpen: true });
    const gone = new AbortController();
    socket.on('error', () => {
      // `close` follows, and says all there is to know.
    });
    socket.once('close', () => {
      gone.abort();
      resolve(undefined);
    });
    socket.once('end', () => {
      gone.abort();
    });
    // The run has nothing to say, but only a socket that is read notices its end.
    socket.resume();
    socket.once('connect', () => {
      resolve({
        say: (message) => {
          socket.write(`${JSON.stringify(message)}\n`);
        },
        gone: gone.signal,
        close: () =>
          new Promise((closed) => {
            if (socket.destroyed) {
              closed();
              return;
            }
            socket.once('close', closed);
            socket.end(closed);
          }),
      });
    });
  });
}
