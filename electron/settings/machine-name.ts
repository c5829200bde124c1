/** What this machine is called in its backups: chosen once, kept in the settings, the same for disks and hosts. */
import { lstatSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { machineNameSchema } from '../../shared/machine-name';
import type { Settings } from '../../shared/settings';

/** A name that the host takes for this machine. */
export function machineNameFrom(name: string): string {
  const plain = name
    .split('.')[0]
    ?.replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64);
  return plain === undefined || plain === '' ? 'laptop' : plain;
}

/**
 * The name in the settings. Those from before it was kept there: the one directory of a local store that holds the last
 * good backup, whatever this machine is called by now; or else what it is called.
 *
 * @param last the snapshot of the last good backup there
 */
export function machineNameOf({ machine, host }: Settings, last: string | null): string {
  if (machine !== undefined) return machine;
  const [holder, ...others] = host.kind === 'local' && last !== null ? holdersOf(host.directory, last) : [];
  return holder !== undefined && others.length === 0 ? holder : machineNameFrom(hostname());
}

function holdersOf(store: string, snapshot: string): string[] {
  try {
    return readdirSync(store).filter(
      (name) =>
        machineNameSchema.safeParse(name).success &&
        lstatSync(join(store, name, snapshot), { throwIfNoEntry: false })?.isDirectory() === true,
    );
  } catch {
    return [];
  }
}
