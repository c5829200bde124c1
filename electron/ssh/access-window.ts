/**
 * The access window: our own listening socket. Each connection from an allowed address gets an `sshd -i` of its own,
 * so that a stray one ends nothing. The first that authenticates closes the window for all others.
 */
import { createServer, type Server } from 'node:net';
import type { ProcessIdentity } from '../../process/process-identity';
import { failure, success, type Result } from '../../shared/result';
import { plainAddress, type AllowedPeers } from './allowed-peers';
import { isAnotherUsers } from './local-peer';
import type { ServeConnection, Served } from './serve-connection';

export interface WindowOptions {
  /** `::` for both families, else a loopback address. */
  address: string;
  /** 0: any free one. */
  port: number;
  peers: AllowedPeers;
  /** On a loopback address, only what a process of this user has connected: in a tunnel that is our own ssh. */
  ownUserOnly: boolean;
  /** Starts an `sshd -i` for a connection. */
  serve: ServeConnection;
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
 * Connections that may wait at the same time: enough for a host's retries, too few to load the laptop. One more makes another
 * give way that has had its time, or some that say nothing would keep the host out; where none has, it is the one that is
 * refused. Any of them: of the oldest alone, a steady crowd would know that it is the host before a slow one is through.
 */
const MOST_WAITING = 24;
/** Who has the key is through in a blink; nobody is disturbed for so long. */
const UNDISTURBED_MS = 1000;

/** Of sshd's in the log, before anybody is let in. */
const MOST_LINES = 1000;

/** Those that are being ended included. Beyond that nobody is served; the host knocks again (host/connect-back.ts). */
const MOST_SESSIONS = 2 * MOST_WAITING;

/** Fails with port-taken or run-directory-failed (no such address). */
export async function openAccessWindow(
  options: WindowOptions,
  events: WindowEvents,
): Promise<Result<AccessWindow>> {
  const server = createServer({ pauseOnConnect: true });
  const sessions = new Set<Served>();
  /** Those of them that have not been let in or ended. */
  const waiting = new Map<Served, { peer: string; since: number }>();
  let letIn = false;

  const timer = setTimeout(() => {
    server.close();
    events.timedOut();
  }, options.openMs);

  /** A flood would fill the run's log. */
  const logged = new Set<string>();
  const logOnce = (line: string): void => {
    if (!logged.has(line)) events.log(line);
    logged.add(line);
  };

  /** Strangers' lines are bounded, so that the log has room for what comes of the one that is let in. */
  let linesOfStrangers = 0;
  const logOfSshd = (line: string): void => {
    linesOfStrangers += letIn ? 0 : 1;
    if (letIn || linesOfStrangers <= MOST_LINES || line.startsWith('Accepted ')) events.log(`sshd: ${line}`);
    else logOnce('sshd: more of the same, until somebody is let in');
  };

  const shutDoor = (chosen: Served): void => {
    letIn = true;
    clearTimeout(timer);
    server.close();
    for (const other of sessions) if (other !== chosen) void other.stop();
  };

  /** Whether there is room for one more. */
  const makeRoom = (): boolean => {
    if (waiting.size < MOST_WAITING) return true;
    const until = performance.now() - UNDISTURBED_MS;
    const idle = [...waiting].filter(([, { since }]) => since <= until);
    const chosen = idle[Math.floor(Math.random() * idle.length)];
    if (chosen === undefined) return false;
    const [silent, { peer }] = chosen;
    logOnce(`a connection from ${peer} that has not logged in gives way to a newer one`);
    waiting.delete(silent);
    void silent.stop();
    return true;
  };

  server.on('connection', (socket) => {
    // It has gone by now, and nobody can say who it was.
    if (letIn || socket.remoteAddress === undefined) {
      socket.destroy();
      return;
    }
    const peer = plainAddress(socket.remoteAddress);
    if (!options.peers.allows(peer)) {
      socket.destroy();
      events.turnedAway(peer);
      return;
    }
    if (options.ownUserOnly && isAnotherUsers(socket)) {
      socket.destroy();
      logOnce("a connection of another user of this machine is refused: the tunnel's are our own");
      return;
    }
    if (sessions.size >= MOST_SESSIONS || !makeRoom()) {
      socket.destroy();
      logOnce(`a connection from ${peer} is refused: too many others have come and not logged in`);
      return;
    }
    const session = options.serve(socket, {
      started: events.processStarted,
      line: (line) => {
        logOfSshd(line);
        // One that has given way may say so while it is being ended.
        if (letIn || !waiting.has(session) || !line.startsWith('Accepted publickey for ')) return;
        shutDoor(session);
        events.authenticated(peer);
      },
    });
    sessions.add(session);
    waiting.set(session, { peer, since: performance.now() });
    void session.ended.then((startError) => {
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
