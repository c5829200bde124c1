/** The door of one run, for a host that comes over ssh: one-time keys, the access window, and who may come through it. */
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { SshHostSettings } from '../../shared/settings';
import { success, type Result } from '../../shared/result';
import { openAccessWindow, type AccessWindow, type WindowEvents } from '../ssh/access-window';
import { AllowedPeers } from '../ssh/allowed-peers';
import { makeClientKey, makeHostKey, withoutComment } from '../ssh/one-time-keys';
import { authorizedKeysLine, forcedCommand, sshdArguments, sshdFilesIn } from '../ssh/sshd-options';
import { checkHostHere } from './check-host-here';
import type { SshPrograms } from './programs';
import { planReach, type Reach } from './reach';
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
  const window = await openAccessWindow(
    {
      address: reach.value.listenAddress,
      port: reach.value.listenPort,
      peers,
      sshd: programs.sshd,
      sshdArguments: sshdArguments(files, userInfo().username, command),
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
