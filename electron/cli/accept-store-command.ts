/** `latchkey --accept-store`: the next backup takes the store that is there, though no good one went to it before. */
import { EXIT } from '../../shared/exit-codes';
import { acceptStore } from '../run/known-stores';
import { nameOfHost } from '../run/name-of-host';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { fail } from './fail';
import { complain, say } from './terminal';

export function acceptStoreCommand(paths: UserPaths, { instead }: { instead: boolean }): number {
  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) return fail(settings.failure);
  const host = nameOfHost(settings.value);
  try {
    acceptStore(paths, host, instead);
  } catch (error) {
    complain(`That could not be written down: ${(error as Error).message}`);
    return EXIT.failed;
  }
  say(
    `The next backup takes the store that it finds at ${host}, ${instead ? 'instead of' : 'as well as'} those before.`,
  );
  say('Next: latchkey --run makes it.');
  return EXIT.completed;
}
