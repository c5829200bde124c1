/** The library, opened on a socket of ours. Everything else about buses is in open-bus.ts. */
import { createConnection, type Socket } from 'node:net';

/** A message in either direction, as the library has it. */
export interface Message {
  type?: number;
  flags?: number;
  destination?: string;
  path?: string;
  interface?: string;
  member?: string;
  signature?: string;
  body?: unknown[];
}

export const SIGNAL = 4;
/** Do not start the service for this: one that is not there says as much as one that is (message flags). */
export const NO_AUTO_START = 0x2;

export interface Connection {
  /** Throws where the body does not fit the signature. */
  invoke: (
    message: Message,
    answer: (error: { name?: string; message: string } | null, ...body: unknown[]) => void,
  ) => void;
  connection: {
    on: ((event: 'message', listener: (message: Message) => void) => void) &
      ((event: 'error' | 'end' | 'connect', listener: (error: unknown) => void) => void);
  };
}

/** Its own types know only part of it. */
interface Library {
  createClient: (options: {
    stream: Socket;
    /** Says no Hello by itself. */
    direct: true;
    authMethods: string[];
  }) => Connection;
}

/**
 * Connects and starts to authenticate as this user (EXTERNAL). The socket is ours and not the library's to choose: it
 * would also start programs for some addresses. Ends by destroying the socket.
 */
export async function connect(path: string): Promise<{ client: Connection; socket: Socket }> {
  // Loaded when it is needed: most commands have nothing to ask a bus.
  // By its default: in a file of its own, what is CommonJS has no other names.
  const { default: library } = (await import('@homebridge/dbus-native')) as unknown as { default: Library };
  const socket = createConnection({ path });
  return {
    client: library.createClient({ stream: socket, direct: true, authMethods: ['EXTERNAL'] }),
    socket,
  };
}
