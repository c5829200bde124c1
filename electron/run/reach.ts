/** How the host reaches this machine in this run: where we listen, who may come, what the host is told. */
import { hostname } from 'node:os';
import type { SshHostSettings } from '../../shared/settings';
import type { RequestExtension } from '../../shared/request';
import { failure, success, type Result } from '../../shared/result';
import { LOOPBACK_PEERS } from '../ssh/allowed-peers';
import { resolveDestination, type Destination } from '../ssh/destination';

export interface Reach {
  kind: Exclude<RequestExtension['reach'], 'local' | 'here'>;
  listenAddress: string;
  listenPort: number;
  allowFrom: readonly string[];
  /** The name or address that goes into the callback; in a tunnel it is loopback. */
  callbackHost: string;
  destination: Destination;
}

/** Fails with host-unreachable where the destination, or who may come from it, is not known. */
export async function planReach(
  host: SshHostSettings,
  ssh: string,
  signal: AbortSignal,
): Promise<Result<Reach>> {
  const destination = await resolveDestination(ssh, host, signal);
  if (!destination.ok) return destination;
  return host.reach === 'tunnel'
    ? success(throughTunnel(destination.value))
    : planDirect(host, destination.value);
}

function planDirect(host: SshHostSettings, destination: Destination): Result<Reach> {
  const allowFrom = host.allowFrom ?? destination.addresses;
  if (allowFrom.length === 0) {
    const detail = `the address of ${destination.hostname} is not known (name it in "allowFrom")`;
    return failure({ code: 'host-unreachable', detail });
  }
  return success({
    kind: 'direct',
    listenAddress: '::',
    listenPort: host.callbackPort,
    allowFrom,
    callbackHost: host.callbackAddress ?? hostname(),
    destination,
  });
}

function throughTunnel(destination: Destination): Reach {
  return {
    kind: 'tunnel',
    listenAddress: '127.0.0.1',
    listenPort: 0,
    allowFrom: LOOPBACK_PEERS,
    callbackHost: '127.0.0.1',
    destination,
  };
}
