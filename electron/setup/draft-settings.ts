/** What a wizard's choices come to in the settings file. Pure. */
import { basename, join } from 'node:path';
import type { HostWhere } from '../../shared/ipc-setup';
import { argumentsForKey } from './call-key';

/** A folder of ours in what was chosen, so that the top of a disk stays tidy; one of ours that was chosen is meant itself. */
export function storeIn(folder: string): string {
  return basename(folder) === 'latchkey' ? folder : join(folder, 'latchkey');
}

/** @param keyPath of the private key of the calls */
export function hostSettings({ destination, reach }: HostWhere, keyPath: string): Record<string, unknown> {
  return { kind: 'ssh', destination, sshArgs: argumentsForKey(keyPath), reach };
}
