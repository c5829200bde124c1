/** What lies in a store, as its owner sees it with plain file tools. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The one machine's directory of a store. */
export function machineIn(store: string): string {
  const [machine, ...others] = readdirSync(store);
  if (machine === undefined || others.length > 0) throw new Error(`not one machine in ${store}`);
  return join(store, machine);
}

export function completeSnapshots(store: string): string[] {
  return readdirSync(machineIn(store))
    .filter((name) => /^\d{4}-\d{2}-\d{2}T\d{6}Z$/.test(name))
    .sort();
}

/** The copy of a root in a snapshot; in the latest one if none is named. */
export function copyOf(store: string, root: string, snapshot?: string): string {
  const machine = machineIn(store);
  return join(machine, snapshot ?? readlinkSync(join(machine, 'latest')), 'files', root);
}

/**
 * Brings a copy back as the README says, owners and special files included. The snapshot's side has to be another
 * rsync process than the one that writes, since only that side reads the kept metadata: hence a remote shell that is none.
 */
export function restore(copy: string, workshop: string): string {
  const target = join(workshop, 'restored');
  const shell = join(workshop, 'shell');
  mkdirSync(target);
  writeFileSync(shell, '#!/bin/sh\nshift\nexec sh -c "$*"\n', { mode: 0o700 });
  execFileSync('rsync', [
    '-aHAXS',
    '--numeric-ids',
    '-M--fake-super',
    '-e',
    shell,
    `here:${copy}/`,
    `${target}/`,
  ]);
  return target;
}
