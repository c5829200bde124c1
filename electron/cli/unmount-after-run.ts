/** After `latchkey --run`: the disk of the backups is unmounted where the settings ask for it, and that is told. */
import type { Outcome } from '../../shared/outcome';
import { describeUnmounted, unmountedIn } from '../notify/describe-unmounted';
import { tellOnce } from '../notify/tell-once';
import { settingsAt } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { locksOfDisk, unmountAfter } from '../store/unmount-disk';
import { ownLanguage } from './own-language';
import { languageOfNotices } from './tell-after-run';
import { complain, say, sayJson } from './terminal';

/** The exit code is about the backup alone. Never rejects. */
export async function unmountAfterRun(
  paths: UserPaths,
  outcome: Outcome,
  { json, quiet }: { json: boolean; quiet: boolean },
  signal: AbortSignal,
): Promise<void> {
  const settings = settingsAt(paths.settingsFile, outcome.host);
  if (settings === undefined) return;
  const { notices } = ownLanguage().words;
  const unmounting = { settings, outcome, locks: locksOfDisk(paths), signal };
  const unmounted = await unmountAfter(unmounting, () => {
    if (!json && !quiet) say(notices.unmounted.waiting);
  });
  if (unmounted === undefined) return;
  const sentence = unmountedIn(notices, unmounted);
  if (json) sayJson<'run'>({ type: 'unmount', ...unmounted });
  else if (unmounted.result !== 'unmounted') complain(sentence);
  else if (!quiet) say(sentence);
  if (process.stdout.isTTY || !settings.notifications) return;
  await tellOnce(
    (language) => describeUnmounted(language, unmounted),
    ({ address }) => languageOfNotices(process.env, address, paths.applicationDirectory),
  );
}
