/**
 * The access window: our own listening socket. Each connection from an allowed address gets an `sshd -i` of its own,
 * so that a stray one ends nothing. The first that authenticates closes the window for all others.
 */
import { createServer, type Server } from 'node:net';
import { loadStarter, type RunningProgram } from '../../process/start-program';
import type { ProcessIdentity } from '../../process/process-identity';
import { readLines } from '../../process/read-lines';
import { failure, success, type Result } from '../../shared/result';
import { plainAddress, type AllowedPeers } from './allowed-peers';

export interface WindowOptions {
  /** `::` for both families, else a loopback address. */
  address: string;
  /** 0: any free one. */
  port: number;
  peers: AllowedPeers;
  sshd: string;
  sshdArguments: readonly string[];
  /** How long the window stays open without an authenticated connection. */
  openMs: number;
}

export interface WindowEvents {
  processStarted: (identity: ProcessIdentity | undefined) => void;
  turnedAway: (address: string) => void;
  authenticated: (address: string) => void;
  /** Nobody came in within `openMs`. */
  timedOut: () => void;
  log: (line: string) => void;
}

export interface AccessWindow {
  port: number;
  /** Closes the socket and ends every sshd. Settles when all have ended. */
  close: () => Promise<void>;
}

/**
 * Connections that may wait at the same time: enough for a host's retries, too few to load the laptop. One more makes the
 * oldest give way, or some that say nothing would keep the host out: who has the key is through in a blink.
 */
const MOST_WAITING = 8;

/** Fails with port-taken or run-directory-failed (no such address). */
export async function openAccessWindow(
  options: WindowOptions,
  events: WindowEvents,
): Promise<Result<AccessWindow>> {
  const startProgram = await loadStarter();
  const server = createServer({ pauseOnConnect: true });
  const sessions = new Set<RunningProgram>();
  /** Those of them that have not been let in or ended, the oldest first. */
  const waiting = new Map<RunningProgram, string>();
  let letIn = false;

  const timer = setTimeout(() => {
    server.close();
    events.timedOut();
  }, options.openMs);

  const shutDoor = (chosen: RunningProgram): void => {
    letIn = true;
    clearTimeout(timer);
    server.close();
    for (const other of sessions) if (other !== chosen) void other.stop();
  };

  server.on('connection', (socket) => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    if (letIn || !options.peers.allows(peer)) {
      socket.destroy();
      if (!letIn) events.turnedAway(peer);
      return;
    }
    const [oldest] = waiting.size < MOST_WAITING ? [] : waiting;
    if (oldest !== undefined) {
      const [silent, from] = oldest;
      events.log(`a connection from ${from} that has not logged in gives way to a newer one`);
      waiting.delete(silent);
      void silent.stop();
    }
    // sshd gets the socket itself; ours is closed, which leaves the connection to sshd alone.
    const session = startProgram({
      file: options.sshd,
      args: options.sshdArguments,
      stdio: [socket, socket, 'pipe'],
    });
    events.processStarted(session.identity);
    socket.destroy();
    sessions.add(session);
    waiting.set(session, peer);
    readLines(session.stderr, 'utf8', (line) => {
      events.log(`sshd: ${line}`);
      if (letIn || !line.startsWith('Accepted publickey for ')) return;
      shutDoor(session);
      events.authenticated(peer);
    });
    void session.ended.then(({ startError }) => {
      sessions.delete(session);
      waiting.delete(session);
      if (startError !== undefined) events.log(`sshd: ${startError}`);
    });
  });

  const port = await listen(server, options);
  if (!port.ok) {
    clearTimeout(timer);
    return port;
  }
  return success({
    port: port.value,
    close: async () => {
      clearTimeout(timer);
      server.close();
      await Promise.all([...sessions].map((session) => session.stop()));
    },
  });
}

function listen(server: Server, { address, port }: WindowOptions): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (address === '::' && (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL')) {
        // A machine without IPv6.
        resolve(listen(server, { address: '0.0.0.0', port } as WindowOptions));
      } else if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        resolve(failure({ code: 'port-taken', port }));
      } else {
        resolve(failure({ code: 'run-directory-failed', detail: `cannot listen: ${error.message}` }));
      }
    });
    server.listen({ host: address, port, ipv6Only: false }, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('a TCP server without a port');
      resolve(success(bound.port));
    });
  });
}
