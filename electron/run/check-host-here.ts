/** A host over ssh that is this very machine: as for a disk here, its store must be no part of what it holds. */
import type { SshHostSettings } from '../../shared/settings';
import { success, type Result } from '../../shared/result';
import type { Destination } from '../ssh/destination';
import { findLoginKeys } from '../ssh/login-keys';
import { findOwnKeyLine, leadsHere } from '../ssh/own-key-line';
import { checkOutsideRoots } from './check-store';
import type { RunContext } from './run-context';

const SSH_PORT = 22;

/** Fails with store-inside-root. Warns of backups that are on the machine that they are of. */
export async function checkHostHere(
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
  const message = `${host.destination} is this very machine: if its disk breaks, files and backups are both gone.`;
  emit({ type: 'warning', about: 'same-disk', message });
  return success(undefined);
}
