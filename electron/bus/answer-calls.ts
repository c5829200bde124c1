/** The other half of a connection to a bus: who calls us is answered, and who listens is told (D-Bus Specification 0.43). */
import { ERROR, METHOD_CALL, METHOD_RETURN, NO_REPLY_EXPECTED, SIGNAL, type Message } from './connect';
import { BusError } from './bus-error';

interface IncomingCall {
  path: string;
  /** Undefined where the caller named none. */
  interface: string | undefined;
  member: string;
  /** Of what it brings along; empty where that is nothing. */
  signature: string;
}

/** A variant in the body is `['s', 'text']`, a dictionary a list of `[key, value]`. */
export interface Body {
  signature: string;
  body: unknown[];
}

export type OutgoingSignal = { path: string; interface: string; member: string } & Partial<Body>;

/** Answers with nothing, or a body; what it throws becomes an error reply, by a BusError's code. */
export type Answer = (call: IncomingCall) => Promise<Body | undefined>;

/**
 * @param send throws where the body does not fit the signature
 * @returns `hear`: to be given each message; `answer`: who answers from now on
 */
export function answerCalls(
  send: (message: Message) => void,
  nextSerial: () => number,
): {
  hear: (message: Message) => void;
  answer: (by: Answer) => void;
  emit: (signal: OutgoingSignal) => void;
} {
  // Who asks for an object that is not there is told, as by any program, and not left waiting.
  let answerer: Answer = () =>
    Promise.reject(new BusError('org.freedesktop.DBus.Error.UnknownObject', 'there is no object here'));
  const hear = ({ type, flags = 0, serial = 0, sender, ...message }: Message): void => {
    if (type !== METHOD_CALL || sender === undefined) return;
    const { path = '', interface: of, member = '', signature = '' } = message;
    const reply = (rest: Message): void => {
      if ((flags & NO_REPLY_EXPECTED) !== 0) return;
      send({ ...rest, serial: nextSerial(), replySerial: serial, destination: sender });
    };
    answerer({ path, interface: of, member, signature })
      .then((body) => {
        reply({ type: METHOD_RETURN, ...body });
      })
      .catch((error: unknown) => {
        const errorName = error instanceof BusError ? error.code : 'org.freedesktop.DBus.Error.Failed';
        const body = [error instanceof Error ? error.message : String(error)];
        reply({ type: ERROR, errorName, signature: 's', body });
      });
  };
  return {
    hear,
    answer: (by) => {
      answerer = by;
    },
    emit: (signal) => {
      send({ ...signal, type: SIGNAL, serial: nextSerial(), flags: NO_REPLY_EXPECTED });
    },
  };
}
