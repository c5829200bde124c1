/** How latchkey-host is asked for a backup to a store of this machine: what a host's authorized_keys would say. Pure. */
import { keepArguments } from '../../shared/keep-policy';
import type { LocalHostSettings } from '../../shared/settings';

/** @param standIn the script that its rsync calls in the place of ssh */
export function localHostArguments(
  { directory, keep }: LocalHostSettings,
  machine: string,
  standIn: string,
): string[] {
  return ['--store', directory, '--machine', machine, ...keepArguments(keep), '--request-here', standIn];
}
