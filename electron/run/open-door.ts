/** The door of one run, for a host that comes over ssh: one-time keys, the access window, and who may come through it. */
import { writeFileSync } from 'node:fs';
import { userInfo, hostname } from 'node:os';
import type { SshHostSettings } from '../../shared/settings';
import { success, type Result, failure } from '../../shared/result';
import { openAccessWindow, type AccessWindow, type WindowEvents } from '../ssh/access-window';
import { AllowedPeers, LOOPBACK_PEERS } from '../ssh/allowed-peers';
import { makeClientKey, makeHostKey, withoutComment } from '../ssh/one-time-keys';
import { serveAsChild } from '../ssh/serve-connection';
import { authorizedKeysLine, forcedCommand, sshdArguments, sshdFilesIn } from '../ssh/sshd-options';
import type { SshPrograms } from '../ssh/programs';
import type { RequestExtension } from '../../shared/request';
import { resolveDestination, type Destination } from '../ssh/destination';
import { findLoginKeys } from '../ssh/login-keys';
import { findOwnKeyLine, leadsHere } from '../ssh/own-key-line';
import { checkOutsideRoots } from '../store/check-store';
import type { ConfinedThread } from '../confine/confined-thread';
import type { RunContext } from './run-context';

export interface Door {
  reach: Reach;
  window: AccessWindow;
  /** The one-time keys: what the host gets on its stdin, and what it pins. */
  clientPrivate: string;
  hostPublic: string;
}

/** Fails with why the host cannot be reached, store-inside-root where it is this machine, a key cannot be made, or nothing can be listened on. */
export async function openDoor(
  context: RunContext,
  host: SshHostSettings,
  programs: SshPrograms,
  runDirectory: string,
  confined: ConfinedThread | undefined,
  events: WindowEvents,
): Promise<Result<Door>> {
  const { signal } = context.stop;
  const reach = await planReach(host, programs.ssh, signal);
  if (!reach.ok) return reach;
  const here = await checkHostHere(context, host, reach.value.destination);
  if (!here.ok) return here;
  const [client, ours] = await Promise.all([
    makeClientKey(runDirectory, programs, signal),
    makeHostKey(runDirectory, programs, signal),
  ]);
  if (!client.ok) return client;
  if (!ours.ok) return ours;
  const peers = new AllowedPeers(reach.value.allowFrom);
  const files = sshdFilesIn(runDirectory);
  writeFileSync(files.authorizedKeys, authorizedKeysLine(client.value.publicKey, peers.toPatternList()), {
    mode: 0o600,
  });
  const command = forcedCommand(context.bundles.runtime, context.bundles.guard, runDirectory);
  const sshd = [programs.sshd, sshdArguments(files, userInfo().username, command)] as const;
  const window = await openAccessWindow(
    {
      address: reach.value.listenAddress,
      port: reach.value.listenPort,
      peers,
      ownUserOnly: reach.value.kind === 'tunnel',
      serve: confined?.serveWith(...sshd) ?? (await serveAsChild(...sshd)),
      openMs: context.limits.windowMs,
    },
    events,
  );
  if (!window.ok) return window;
  return success({
    reach: reach.value,
    window: window.value,
    clientPrivate: client.value.privateKey,
    hostPublic: withoutComment(ours.value.publicKey),
  });
}

/** How the host reaches this machine in this run: where we listen, who may come, what the host is told. */
interface Reach {
  kind: Exclude<RequestExtension['reach'], 'local' | 'here'>;
  listenAddress: string;
  listenPort: number;
  allowFrom: readonly string[];
  /** The name or address that goes into the callback; in a tunnel it is loopback. */
  callbackHost: string;
  destination: Destination;
}

/** Fails with host-unreachable where the destination, or who may come from it, is not known. */
async function planReach(host: SshHostSettings, ssh: string, signal: AbortSignal): Promise<Result<Reach>> {
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

const SSH_PORT = 22;

/**
 * A host over ssh that is this very machine: as for a disk here, its store must be no part of what it holds. Fails with
 * store-inside-root. Warns of backups that are on the machine that they are of.
 */
async function checkHostHere(
  { settings: { roots }, excludeList, programs, emit }: RunContext,
  host: SshHostSettings,
  destination: Destination,
): Promise<Result<undefined>> {
  if (programs.ssh === null || !leadsHere(destination)) return success(undefined);
  const line = findOwnKeyLine(await findLoginKeys(programs.ssh.ssh, host));
  // Another port of this machine may be a tunnel to another one.
  if (line === undefined && destination.port !== SSH_PORT) return success(undefined);
  if (line !== undefined && line.store !== null) {
    const { rsync } = programs;
    const outside = await checkOutsideRoots({ directory: line.store, roots, excludeList, rsync });
    if (!outside.ok) return outside;
  }
  emit({ type: 'warning', warning: { kind: 'same-machine', host: host.destination } });
  return success(undefined);
}
