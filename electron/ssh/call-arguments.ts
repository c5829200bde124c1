/** The call: `ssh [options] <destination> '<callback>'`. What makes it safe comes first, since ssh keeps the first value. */
import { isIPv4, isIPv6 } from 'node:net';
import type { SshHostSettings } from '../../shared/settings';
import type { Destination } from './destination';

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

export interface Tunnel {
  /** On the host's loopback. */
  remotePort: number;
  /** Of our access window, on our loopback. */
  localPort: number;
}

export function callArguments(call: {
  settings: SshHostSettings;
  family: Family | undefined;
  tunnel: Tunnel | undefined;
  callback: string;
}): string[] {
  const options: Record<string, string> = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    // A connection of its own: a shared one would outlive the run, and its forwardings with it.
    ControlMaster: 'no',
    ControlPath: 'none',
    ForwardAgent: 'no',
    ForwardX11: 'no',
    PermitLocalCommand: 'no',
    RequestTTY: 'no',
    Compression: 'no',
    ConnectTimeout: '20',
    ServerAliveInterval: '15',
    ServerAliveCountMax: '4',
    // Other forwardings of the user's configuration have no place here; it would clear our own tunnel as well.
    ...(call.tunnel ? { ExitOnForwardFailure: 'yes' } : { ClearAllForwardings: 'yes' }),
  };
  return [
    ...(call.family ? [call.family] : []),
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(call.tunnel ? ['-R', `127.0.0.1:${call.tunnel.remotePort}:127.0.0.1:${call.tunnel.localPort}`] : []),
    ...call.settings.sshArgs,
    '--',
    call.settings.destination,
    call.callback,
  ];
}
