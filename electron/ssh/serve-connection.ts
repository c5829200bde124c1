/** What serves one connection: an `sshd -i` of its own, which gets the socket itself. */
import type { Socket } from 'node:net';
import type { ProcessIdentity } from '../../process/process-identity';
import { readLines } from '../../process/read-lines';
import { loadStarter } from '../../process/start-program';

export interface Served {
  /** Settles when it has ended, with why it could not be started, if so; never rejects. */
  ended: Promise<string | undefined>;
  /** SIGTERM, then SIGKILL after a grace; settles when it has ended. */
  stop: () => Promise<void>;
}

export interface ServedWatch {
  started: (identity: ProcessIdentity | undefined) => void;
  /** Of its log. */
  line: (line: string) => void;
}

/** Takes the socket over: the connection is left to what serves it alone. */
export type ServeConnection = (socket: Socket, watch: ServedWatch) => Served;

/**
 * As a child of this process. In a session of its own: an sshd that is ended while a client is logging in leaves the half
 * that reads from the network behind, for as long as that client stays.
 */
export async function serveAsChild(file: string, args: readonly string[]): Promise<ServeConnection> {
  const start = await loadStarter();
  return (socket, watch) => {
    const program = start({ file, args, stdio: [socket, socket, 'pipe'], ownSession: true });
    watch.started(program.identity);
    // sshd has its own by now; closing ours leaves the connection to it alone.
    socket.destroy();
    readLines(program.stderr, 'utf8', watch.line);
    return { ended: program.ended.then(({ startError }) => startError), stop: program.stop };
  };
}
