/**
 * A thin client of a message bus: of the desktop (session) or of the machine (system). A bus that is not there, goes
 * away or does not answer is an answer here; it never ends the process.
 */
import { answerCalls, type Answer, type OutgoingSignal } from './answer-calls';
import { connect, ERROR, METHOD_CALL, NO_AUTO_START, SIGNAL, type Connection, type Message } from './connect';
import { BusError } from './bus-error';
import { socketsOf } from './bus-addresses';

export { BusError };

interface MethodCall {
  destination: string;
  path: string;
  interface: string;
  member: string;
  /** Of the body; both or neither. A variant in the body is `['s', 'text']`, a dictionary a list of `[key, value]`. */
  signature?: string;
  body?: unknown[];
  /** Default 5 seconds. */
  timeoutMs?: number;
  /** Start the service where D-Bus knows how; by default it is not. */
  autoStart?: boolean;
}

interface SignalMatch {
  path?: string;
  /** All objects at and below it, in place of `path`. */
  below?: string;
  /** The body's first value, a text. */
  first?: string;
  interface: string;
  member: string;
}

export interface Bus {
  /**
   * The body of the answer: variants as what is in them, a dictionary as a list of `[key, value]`, a byte array as a
   * Buffer. Rejects with a BusError: an error reply, too late, bus gone.
   */
  call: (call: MethodCall) => Promise<unknown[]>;
  /** A property's plain value; undefined where the service, the object or the property is not there. */
  property: (destination: string, path: string, interfaceName: string, name: string) => Promise<unknown>;
  /** Returns how to stop listening. */
  onSignal: (match: SignalMatch, listener: (body: unknown[], path: string) => void) => () => void;
  /** Tells the owner of a name, at once and at each change; undefined where it has none, or the bus is gone. */
  watchName: (name: string, listener: (owner: string | undefined) => void) => () => void;
  /** False where somebody else has the name, or the bus is gone. Never rejects. */
  ownName: (name: string) => Promise<boolean>;
  /** Who answers calls from now on; until then every object is unknown. */
  answer: (by: Answer) => void;
  /** Throws where the body does not fit the signature. */
  emit: (signal: OutgoingSignal) => void;
  /** Settles when the connection has ended, whoever ended it. */
  closed: Promise<void>;
  close: () => void;
}

/** Who owns this name shows tray icons (StatusNotifierItem). */
export const TRAY_WATCHER = 'org.kde.StatusNotifierWatcher';

const OPEN_MS = 3000;
/** For who stays: at log-in everything starts at once, and a bus that was missed then is missed until the next one. */
export const PATIENT_MS = 60_000;
const CALL_MS = 5000;
/** Of RequestName, and its answer. */
const DO_NOT_QUEUE = 0x4;
const PRIMARY_OWNER = 1;
const DRIVER = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' } as const;

/** Undefined where nobody answers there within `withinMs`, three seconds by default. Never rejects. */
export async function openBus(address: string, withinMs = OPEN_MS): Promise<Bus | undefined> {
  for (const socket of socketsOf(address)) {
    const bus = await openSocket(socket, withinMs);
    if (bus !== undefined) return bus;
  }
  return undefined;
}

async function openSocket(path: string, timeoutMs: number): Promise<Bus | undefined> {
  const listeners = new Set<(message: Message) => void>();
  const connection = await connect(path, (message) => {
    for (const listener of listeners) listener(message);
  });
  const bus = makeBus(connection, listeners);
  try {
    await bus.call({ ...DRIVER, interface: 'org.freedesktop.DBus', member: 'Hello', timeoutMs });
    return bus;
  } catch {
    bus.close();
    return undefined;
  }
}

function makeBus({ send, socket }: Connection, listeners: Set<(message: Message) => void>): Bus {
  const { promise: closed, resolve: markClosed } = settleable();
  socket.once('close', markClosed);
  let open = true;
  let lastSerial = 0;
  const nextSerial = (): number => (lastSerial = (lastSerial % 0xffff_ffff) + 1);
  const pending = new Map<number, (error: BusError | undefined, body?: unknown[]) => void>();
  void closed.then(() => {
    open = false;
    for (const finish of pending.values()) finish(gone());
  });
  listeners.add((message) => {
    const finish = pending.get(message.replySerial ?? 0);
    if (message.type === ERROR) finish?.(errorOf(message));
    else finish?.(undefined, message.body);
  });
  // What is sent after the end goes nowhere.
  const { hear, answer, emit } = answerCalls(send, nextSerial);
  listeners.add(hear);

  const call = ({ timeoutMs = CALL_MS, autoStart = false, ...message }: MethodCall): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      const serial = nextSerial();
      const finish = (error: BusError | undefined, body: unknown[] = []): void => {
        clearTimeout(timer);
        pending.delete(serial);
        if (error === undefined) resolve(body);
        else reject(error);
      };
      const timeOut = (): void => {
        finish(new BusError('timed-out', `${message.member} was not answered within ${timeoutMs} ms`));
      };
      // Of a process that was itself too busy to read, the timer runs before the answer that has come is looked at.
      const timer = setTimeout(() => setImmediate(timeOut), timeoutMs);
      if (!open) {
        finish(gone());
        return;
      }
      pending.set(serial, finish);
      try {
        send({ ...message, type: METHOD_CALL, serial, flags: autoStart ? 0 : NO_AUTO_START });
      } catch (error) {
        finish(new BusError('bad-call', (error as Error).message));
      }
    });

  const tellDriver = (member: string, text: string): Promise<unknown[]> =>
    call({ ...DRIVER, interface: 'org.freedesktop.DBus', member, signature: 's', body: [text] });

  const listen = (rule: string, listener: (message: Message) => void): (() => void) => {
    listeners.add(listener);
    // Where the bus is gone by now there are no signals to miss.
    tellDriver('AddMatch', rule).catch(() => undefined);
    return () => {
      if (!listeners.delete(listener) || !open) return;
      tellDriver('RemoveMatch', rule).catch(() => undefined);
    };
  };

  const onSignal: Bus['onSignal'] = (match, listener) =>
    listen(matchRule(match), (message) => {
      if (message.type !== SIGNAL || message.interface !== match.interface || message.member !== match.member)
        return;
      const { body = [], path = '' } = message;
      if (match.path !== undefined && path !== match.path) return;
      if (match.below !== undefined && path !== match.below && !path.startsWith(`${match.below}/`)) return;
      if (match.first !== undefined && body[0] !== match.first) return;
      listener(body, path);
    });

  return {
    call,
    onSignal,
    answer,
    emit,
    closed,
    ownName: async (name) => {
      const request = { member: 'RequestName', signature: 'su', body: [name, DO_NOT_QUEUE] };
      const answered = await call({ ...DRIVER, interface: 'org.freedesktop.DBus', ...request }).catch(
        () => [],
      );
      return answered[0] === PRIMARY_OWNER;
    },
    close: () => void socket.destroy(),
    property: async (destination, path, interfaceName, name) => {
      try {
        const [value] = await call({
          ...{ destination, path, interface: 'org.freedesktop.DBus.Properties', member: 'Get' },
          ...{ signature: 'ss', body: [interfaceName, name] },
        });
        return value;
      } catch {
        return undefined;
      }
    },
    watchName: (name, listener) => {
      let watching = true;
      const tell = (owner: unknown): void => {
        if (watching) listener(typeof owner === 'string' && owner !== '' ? owner : undefined);
      };
      const match = {
        ...{ path: DRIVER.path, interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged' },
        first: name,
      };
      const stop = listen(matchRule(match), ({ type, member, body: [changed, , owner] = [] }) => {
        if (type === SIGNAL && member === match.member && changed === name) tell(owner);
      });
      tellDriver('GetNameOwner', name).then(
        ([owner]) => {
          tell(owner);
        },
        () => {
          tell(undefined);
        },
      );
      void closed.then(() => {
        tell(undefined);
      });
      return () => {
        watching = false;
        stop();
      };
    },
  };
}

/** D-Bus Specification 0.43, "Match Rules". */
function matchRule({ path, below, first, interface: interfaceName, member }: SignalMatch): string {
  const more = Object.entries({ path, path_namespace: below, arg0: first }).map(([key, value]) =>
    value === undefined ? '' : `,${key}='${value}'`,
  );
  return `type='signal',interface='${interfaceName}',member='${member}'${more.join('')}`;
}

function errorOf({ errorName = 'failed', body: [text] = [] }: Message): BusError {
  return new BusError(errorName, typeof text === 'string' ? text : '');
}

function gone(): BusError {
  return new BusError('bus-gone', 'the connection to the bus has ended');
}

function settleable(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
