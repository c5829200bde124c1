/** `latchkey --accept-store`: the next backup takes the store that is there, though no good one went to it before. */
import { EXIT } from '../../shared/exit-codes';
import { acceptStore } from '../store/known-stores';
import { nameOfHost } from '../../shared/settings';
import { readOneMeant } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { fail } from './fail';
import { ownLanguage } from './own-language';
import { complain, say } from './terminal';

export function acceptStoreCommand(
  paths: UserPaths,
  { to, instead }: { to: string | undefined; instead: boolean },
): number {
  const settings = readOneMeant(paths.settingsFile, to);
  if (!settings.ok) return fail(settings.failure);
  const host = nameOfHost(settings.value);
  const words = ownLanguage().words.terminal.acceptStore;
  try {
    acceptStore(paths, host, instead);
  } catch (error) {
    complain(words.notWritten((error as Error).message));
    return EXIT.failed;
  }
  say(instead ? words.instead(host) : words.asWell(host));
  say(words.next);
  return EXIT.completed;
}
