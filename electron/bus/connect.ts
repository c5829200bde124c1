/** A socket of ours to a bus, on which the library speaks. Everything else about buses is in open-bus.ts. */
import { createConnection, type Socket } from 'node:net';
import type { Message } from 'dbus-native';

export type { Message };

/** Message types. */
export const METHOD_CALL = 1;
export const METHOD_RETURN = 2;
export const ERROR = 3;
export const SIGNAL = 4;
/** Message flags. The second: a service that is not there says as much as one that is. */
export const NO_REPLY_EXPECTED = 0x1;
export const NO_AUTO_START = 0x2;

export interface Connection {
  /** Throws where the body does not fit the signature. What is sent before the bus has let us in goes out then. */
  send: (message: Message) => void;
  /** It ends by being destroyed; so it is where it breaks, or the other side is no bus or does not let us in. */
  socket: Socket;
}

/**
 * Connects and starts to authenticate as this user (EXTERNAL). The socket is ours and not the library's to choose: it
 * would also start programs for some addresses. Of the library only the two parts are loaded that know the wire: the
 * rest, with its parser of XML, is most of its weight.
 */
export async function connect(path: string, hear: (message: Message) => void): Promise<Connection> {
  // Loaded when it is needed: most commands have nothing to ask a bus.
  const { authenticate, wire } = await import('./dbus-wire');
  const socket = createConnection({ path });
  const giveUp = (): void => void socket.destroy();
  socket.on('error', giveUp);
  socket.on('end', giveUp);
  let early: Buffer[] | undefined = [];
  authenticate(socket, { authMethods: ['EXTERNAL'] }, (error) => {
    if (error !== null) {
      giveUp();
      return;
    }
    // Variants come as what is in them, a dictionary as a list of `[key, value]`.
    wire.unmarshalMessages(socket, hear, { variants: 'plain' }, giveUp);
    for (const bytes of early ?? []) socket.write(bytes);
    early = undefined;
  });
  return {
    socket,
    send: (message) => {
      const bytes = wire.marshall(message);
      if (early === undefined) socket.write(bytes);
      else early.push(bytes);
    },
  };
}
