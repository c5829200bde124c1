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

/** A name that the host takes for this machine (shared/ipc-setup.ts, machineNameSchema). */
export function machineNameFrom(hostname: string): string {
  const name = hostname
    .split('.')[0]
    ?.replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64);
  return name === undefined || name === '' ? 'laptop' : name;
}
