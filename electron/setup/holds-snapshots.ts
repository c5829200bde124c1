/** Whether backups are there already: a new set-up must not delete them by a default. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Of whatever machine: its newest complete snapshot is `MACHINE/latest` (host/store-layout.ts). Never throws. */
export function holdsSnapshots(store: string): boolean {
  try {
    return readdirSync(store).some(
      (machine) => lstatSync(join(store, machine, 'latest'), { throwIfNoEntry: false }) !== undefined,
    );
  } catch {
    return false;
  }
}
