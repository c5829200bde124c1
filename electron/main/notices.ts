/** Tells a person what became of a run of ours, and that a backup is overdue; does what they press. */
import type { AppState } from '../../shared/app-state';
import type { Outcome } from '../../shared/outcome';
import type { RestoreRecord } from '../../shared/ipc-files';
import type { RunResult } from '../../shared/run-events';
import type { Unmounted } from '../../shared/unmounted';
import type { Language } from '../../shared/words/language';
import { describeRestored } from '../notify/describe-restored';
import { describeUnmounted } from '../notify/describe-unmounted';
import type { NoticeAction } from '../notify/notice';
import { sendAndWait } from '../notify/send-notice';
import { tellAboutRun } from '../notify/tell-about-run';
import { tellOnce } from '../notify/tell-once';
import { noteShown } from '../notify/told-notices';
import { historyFor, readHistory } from '../history/history';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';

export interface Notices {
  tellAbout: (result: RunResult, overdueDays: AppState['overdueDays']) => void;
  tellOverdue: (days: number) => void;
  /** What happened while nobody was logged in, and so was not told. */
  tellMissed: (last: Outcome | null, overdueDays: AppState['overdueDays']) => void;
  /** To somebody who does not see the window. */
  tellRestored: (record: RestoreRecord) => void;
  /** The person may be about to unplug it. */
  tellUnmounted: (unmounted: Unmounted) => void;
  /** The buttons of what is shown still do nothing from here on. */
  close: () => void;
}

/** @param act what the buttons do */
export function giveNotices(
  paths: UserPaths,
  language: () => Language,
  act: (action: NoticeAction) => void,
): Notices {
  const closing = new AbortController();
  const tell = async (outcome: Outcome | undefined, overdueDays: number | null): Promise<void> => {
    const settings = readSettings(paths.settingsFile);
    try {
      const history = readHistory(paths.historyFile);
      const telling = await tellAboutRun({
        noticesFile: paths.noticesFile,
        outcome,
        overdueDays,
        history: settings.ok ? historyFor(settings.value, history) : history,
        // Settings that cannot be read are what a person has to be told of.
        wanted: !settings.ok || settings.value.notifications,
        speak: () => Promise.resolve(language()),
        deliver: (notice, server) =>
          sendAndWait(notice, server, {
            signal: closing.signal,
            onShown: (shown) => noteShown(paths.noticesFile, notice, shown),
          }),
      });
      if (telling.result === 'told' && telling.action !== undefined) act(telling.action);
    } catch {
      // The state directory is full or not ours: the tray shows how the run ended all the same.
    }
  };
  return {
    tellAbout: (result, overdueDays) => {
      if (result.started) void tell(result.outcome, overdueDays);
    },
    tellOverdue: (days) => {
      void tell(undefined, days);
    },
    tellMissed: (last, overdueDays) => {
      void tell(last ?? undefined, overdueDays);
    },
    tellRestored: (record) => {
      const settings = readSettings(paths.settingsFile);
      if (record.result === 'cancelled' || (settings.ok && !settings.value.notifications)) return;
      void tellOnce(
        (words) => describeRestored(words, record),
        () => Promise.resolve(language()),
      );
    },
    tellUnmounted: (unmounted) => {
      const settings = readSettings(paths.settingsFile);
      if (settings.ok && !settings.value.notifications) return;
      void tellOnce(
        (words) => describeUnmounted(words, unmounted),
        () => Promise.resolve(language()),
      );
    },
    close: () => {
      closing.abort();
    },
  };
}
