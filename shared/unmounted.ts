/** What became of unmounting the disk of the backups when one was done. */
export type Unmounted =
  | { result: 'unmounted' }
  /** Other parts of the same drive are mounted still. */
  | { result: 'partly' }
  /** Another program uses it. */
  | { result: 'in-use' }
  /** It belongs to this machine, or is no disk of its own. */
  | { result: 'not-removable' }
  /** udisks2 is not there, or does not answer. */
  | { result: 'no-service' }
  | { result: 'refused'; detail: string };
