/** Where the message buses of the desktop and of the machine listen (D-Bus Specification 0.43, "Well-known Message Bus Instances"). */
import { statSync } from 'node:fs';

/**
 * The session bus: as the environment says, else the socket of the user's systemd. Cron has neither variable, hence the
 * last guess. Undefined where there is none.
 */
export function sessionBusAddress(env: NodeJS.ProcessEnv, uid: number | undefined): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS: given, XDG_RUNTIME_DIR: runtime } = env;
  if (given !== undefined && given !== '') return given;
  const candidates = [
    ...(runtime === undefined || runtime === '' ? [] : [`${runtime}/bus`]),
    ...(uid === undefined ? [] : [`/run/user/${uid}/bus`]),
  ];
  const socket = candidates.find(isSocket);
  return socket === undefined ? undefined : `unix:path=${escapeValue(socket)}`;
}

export function systemBusAddress(env: NodeJS.ProcessEnv): string {
  const { DBUS_SYSTEM_BUS_ADDRESS: given } = env;
  if (given !== undefined && given !== '') return given;
  const socket = ['/run/dbus/system_bus_socket', '/var/run/dbus/system_bus_socket'].find(isSocket);
  return `unix:path=${socket ?? '/run/dbus/system_bus_socket'}`;
}

/**
 * The sockets of an address, in its order. Other transports are passed over: tcp and a program's pipes, because no bus
 * that we use is there; abstract names, because Node 20 pads them with NULs and so connects to another one.
 */
export function socketsOf(address: string): string[] {
  return address.split(';').flatMap((one) => {
    const [transport, parameters = ''] = one.split(':', 2);
    if (transport !== 'unix') return [];
    const path = new Map(parameters.split(',').map(splitAtEquals)).get('path');
    return path === undefined || path === '' ? [] : [path];
  });
}

function splitAtEquals(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), unescapeValue(pair.slice(at + 1))];
}

/** All but the "optionally-escaped bytes" become %XX. */
function escapeValue(value: string): string {
  return [...Buffer.from(value)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[-0-9A-Za-z_/.*]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}

function unescapeValue(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket();
  } catch {
    return false;
  }
}
