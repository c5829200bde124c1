/** An object of ours on a bus, which tells what it can (D-Bus Specification 0.43, "Standard Interfaces"). */
import type { Answer, Body } from './answer-calls';
import { BusError } from './bus-error';
import type { Bus } from './open-bus';

/** Name and signature of what is given, in its order. */
type Gives = readonly (readonly [name: string, signature: string])[];

interface Method {
  gives: Gives;
  /** The body; what it throws becomes an error reply, by a BusError's code. */
  answer: () => Promise<unknown[]>;
}

export interface OwnObject<Signal extends string> {
  /** The one interface; methods take nothing. */
  interface: string;
  path: string;
  methods: Record<string, Method>;
  signals: Record<Signal, Gives>;
}

const INTROSPECTABLE = 'org.freedesktop.DBus.Introspectable';
const PEER = 'org.freedesktop.DBus.Peer';

/** Answers on this bus from now on. Returns how to tell a signal: throws where the values do not fit it. */
export function putOnBus<Signal extends string>(
  bus: Bus,
  own: OwnObject<Signal>,
): (signal: Signal, ...values: unknown[]) => void {
  bus.answer(answerFor(own));
  return (member, ...values) => {
    bus.emit({
      ...{ path: own.path, interface: own.interface, member },
      ...(values.length > 0 && { signature: signatureOf(own.signals[member]), body: values }),
    });
  };
}

function answerFor(own: OwnObject<string>): Answer {
  return async ({ path, interface: of, member, signature }) => {
    const isOurs = path === own.path;
    if (!isOurs && childOn(path, own.path) === undefined) {
      throw new BusError('org.freedesktop.DBus.Error.UnknownObject', `there is no object at ${path}`);
    }
    const method = methodsOf(own, path, of).get(member);
    if (method === undefined) {
      throw new BusError('org.freedesktop.DBus.Error.UnknownMethod', `${path} has no ${member}`);
    }
    if (signature !== '') {
      throw new BusError('org.freedesktop.DBus.Error.InvalidArgs', `${member} takes nothing`);
    }
    return bodyOf(method.gives, await method.answer());
  };
}

/** `of`: the interface; undefined: any, as callers may leave it out. */
function methodsOf(own: OwnObject<string>, path: string, of: string | undefined): Map<string, Method> {
  const has = (name: string): boolean => of === undefined || of === name;
  const introspect: Method = {
    gives: [['xml', 's']],
    answer: () => Promise.resolve([introspection(own, path)]),
  };
  const ping: Method = { gives: [], answer: () => Promise.resolve([]) };
  return new Map([
    ...(has(INTROSPECTABLE) ? [['Introspect', introspect] as const] : []),
    ...(has(PEER) ? [['Ping', ping] as const] : []),
    ...(path === own.path && has(own.interface) ? Object.entries(own.methods) : []),
  ]);
}

function bodyOf(gives: Gives, body: unknown[]): Body | undefined {
  return gives.length === 0 ? undefined : { signature: signatureOf(gives), body };
}

function signatureOf(gives: Gives): string {
  return gives.map(([, signature]) => signature).join('');
}

/** The next part of the way from a path above to the object; undefined where it does not lead there. */
function childOn(above: string, path: string): string | undefined {
  const start = above === '/' ? '/' : `${above}/`;
  return path.startsWith(start) ? path.slice(start.length).split('/')[0] : undefined;
}

function introspection(own: OwnObject<string>, path: string): string {
  const child = childOn(path, own.path);
  const within = child === undefined ? describeInterface(own) : `  <node name="${child}"/>\n`;
  return `<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node>
  <interface name="${INTROSPECTABLE}">
    <method name="Introspect"><arg name="xml" type="s" direction="out"/></method>
  </interface>
  <interface name="${PEER}"><method name="Ping"/></interface>
${within}</node>
`;
}

function describeInterface({ interface: name, methods, signals }: OwnObject<string>): string {
  const args = (gives: Gives, more: string): string =>
    gives.map(([arg, type]) => `<arg name="${arg}" type="${type}"${more}/>`).join('');
  const lines = [
    ...Object.entries(methods).map(
      ([method, { gives }]) => `    <method name="${method}">${args(gives, ' direction="out"')}</method>\n`,
    ),
    ...Object.entries(signals).map(
      ([signal, gives]) => `    <signal name="${signal}">${args(gives, '')}</signal>\n`,
    ),
  ];
  return `  <interface name="${name}">\n${lines.join('')}  </interface>\n`;
}
