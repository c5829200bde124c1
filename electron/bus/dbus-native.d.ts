/** The two parts of dbus-native that are used; the package itself has types for the whole only. */
declare module 'dbus-native/lib/handshake.js' {
  import type { Duplex } from 'node:stream';

  /** Calls back once, with the error where none of the methods was accepted; not at all where the stream ends first. */
  const authenticate: (
    stream: Duplex,
    options: { authMethods: string[] },
    done: (error: Error | null) => void,
  ) => void;
  export default authenticate;
}

declare module 'dbus-native/lib/message.js' {
  import type { Duplex } from 'node:stream';
  import type { ConnectionOptions, Message } from 'dbus-native';

  const wire: {
    /** Throws where the body does not fit the signature. */
    marshall: (message: Message) => Buffer;
    /** Reads on until the first message that is none, and tells of that. */
    unmarshalMessages: (
      stream: Duplex,
      onMessage: (message: Message) => void,
      options: ConnectionOptions,
      onError: (error: Error) => void,
    ) => void;
  };
  export default wire;
}
