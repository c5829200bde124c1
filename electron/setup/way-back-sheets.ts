/** "How to get everything back" from each destination, one page after the other. */
import { nameOfHost, type Settings } from '../../shared/settings';
import type { Language } from '../../shared/words/language';
import { machineNameOf } from '../settings/machine-name';
import type { UserPaths } from '../settings/user-paths';
import { askStore } from '../store/known-stores';
import { wayBackSheet } from './way-back-sheet';

export function wayBackSheets(
  paths: Pick<UserPaths, 'historyFile' | 'storesFile' | 'acceptStoreFile'>,
  each: readonly Settings[],
  { words, formats }: Language,
): string {
  const day = formats.exact(new Date());
  return each
    .map((settings) => {
      const machine = machineNameOf(settings, askStore(paths, nameOfHost(settings)).last);
      return wayBackSheet(settings, machine, words, day);
    })
    .join('\n');
}
