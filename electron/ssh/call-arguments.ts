/** The call: `ssh [options] <destination> '<callback>'`. What makes it safe comes first, since ssh keeps the first value. */
import { isIPv4, isIPv6 } from 'node:net';
import type { SshHostSettings } from '../../shared/settings';
import type { Destination } from './destination';
import { ownOptions } from './own-options';

export type Family = '-6' | '-4';

/**
 * The address families to try, in order. IPv6 goes first: there the host sees the laptop's own address and can call
 * back, where IPv4 often sees a router's. Nothing is forced on a proxied destination, nor against the user's own -4/-6.
 */
export function familiesToTry(
  destination: Destination,
  { sshArgs }: SshHostSettings,
): (Family | undefined)[] {
  if (destination.proxied || sshArgs.includes('-4') || sshArgs.includes('-6')) return [undefined];
  const families: Family[] = [];
  if (destination.addresses.some((address) => isIPv6(address))) families.push('-6');
  if (destination.addresses.some((address) => isIPv4(address))) families.push('-4');
  return families.length === 0 ? [undefined] : families;
}

interface Connection {
  settings: SshHostSettings;
  destination: Destination;
  family: Family | undefined;
}

const PINNED_AND_WATCHED = {
  StrictHostKeyChecking: 'yes',
  ConnectTimeout: '20',
  ServerAliveInterval: '15',
  ServerAliveCountMax: '4',
};

/** The call in a connection of its own: a shared one would outlive the run. */
export function callArguments(connection: Connection, callback: string): string[] {
  const { settings, destination, family } = connection;
  return [
    ...(family ? [family] : []),
    ...ownOptions(destination.knows, { ...PINNED_AND_WATCHED, ControlMaster: 'no', ControlPath: 'none' }),
    ...settings.sshArgs,
    '--',
    settings.destination,
    callback,
  ];
}

/** A connection that does nothing by itself: what comes through its control socket goes through it. */
export function carrierArguments(connection: Connection, controlSocket: string): string[] {
  const { settings, destination, family } = connection;
  const { knows } = destination;
  const control = { ControlMaster: 'yes', ControlPersist: 'no' };
  const idle = knows.has('sessiontype') ? { SessionType: 'none' } : undefined;
  return [
    // Before SessionType, which it may not contradict.
    ...['-N', ...through(controlSocket)],
    ...(family ? [family] : []),
    ...ownOptions(knows, { ...PINNED_AND_WATCHED, ...control, ...idle }),
    ...settings.sshArgs,
    '--',
    settings.destination,
  ];
}

export function forwardArguments(
  controlSocket: string,
  { remotePort, localPort }: { remotePort: number; localPort: number },
): string[] {
  const forward = `127.0.0.1:${remotePort}:127.0.0.1:${localPort}`;
  return ['-F', 'none', ...through(controlSocket), '-O', 'forward', '-R', forward, '--', CARRIED];
}

/** The call through a connection that stands; it can never open another one. */
export function carriedCallArguments(controlSocket: string, callback: string): string[] {
  const never = ['-o', 'ControlMaster=no', '-o', 'ProxyCommand=false', '-o', 'BatchMode=yes'];
  return ['-F', 'none', ...through(controlSocket), ...never, '-T', '--', CARRIED, callback];
}

/** No address: only the control socket counts. */
const CARRIED = 'latchkey-host';

function through(controlSocket: string): string[] {
  return ['-S', controlSocket.replaceAll('%', '%%')];
}
