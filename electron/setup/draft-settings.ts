/** What a wizard's choices come to in the settings file. */
import { basename, join } from 'node:path';
import type { HostWhere } from '../../shared/ipc-setup';
import { readDestination } from '../../shared/ssh-destination';
import { joinPort } from '../../shared/ssh-arguments';
import { argumentsForKey } from './call-key';

/** A folder of ours in what was chosen, so that the top of a disk stays tidy; one of ours that was chosen is meant itself. */
export function storeIn(folder: string): string {
  return basename(folder) === 'latchkey' ? folder : join(folder, 'latchkey');
}

/**
 * A port goes to where the settings show it.
 *
 * @param keyPath of the private key of the calls
 */
export function hostSettings(
  { destination, reach }: Pick<HostWhere, 'destination' | 'reach'>,
  keyPath: string,
): Record<string, unknown> {
  const read = readDestination(destination) ?? { destination, port: null };
  const sshArgs = joinPort({ port: read.port, others: argumentsForKey(keyPath) });
  return { kind: 'ssh', destination: read.destination, sshArgs, reach };
}
