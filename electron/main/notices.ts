/** Tells a person what became of a run of ours, and that a backup is overdue; does what they press. */
import type { RestoreRecord } from '../../shared/ipc-files';
import type { RunResult } from '../../shared/run-events';
import type { Unmounted } from '../../shared/unmounted';
import type { Language } from '../../shared/words/language';
import { describeRestored } from '../notify/describe-restored';
import { describeUnmounted } from '../notify/describe-unmounted';
import type { NoticeAction } from '../notify/notice';
import { questionOfRun, questionsOfNewest, questionsOfOverdue, type Question } from '../notify/question-of';
import { sendAndWait } from '../notify/send-notice';
import { tellAboutRun } from '../notify/tell-about-run';
import { tellOnce } from '../notify/tell-once';
import { noteShown } from '../notify/told-notices';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';

export interface Notices {
  tellAbout: (result: RunResult) => void;
  tellOverdue: () => void;
  /** What happened while nobody was logged in, and so was not told. */
  tellMissed: () => void;
  /** To somebody who does not see the window. */
  tellRestored: (record: RestoreRecord) => void;
  /** The person may be about to unplug it. */
  tellUnmounted: (unmounted: Unmounted) => void;
  /** The buttons of what is shown still do nothing from here on. */
  close: () => void;
}

/** @param act what the buttons do; `destination`: the name of the one that it is about, where there are several */
export function giveNotices(
  paths: UserPaths,
  language: () => Language,
  act: (action: NoticeAction, destination: string | undefined) => void,
): Notices {
  const closing = new AbortController();
  const tell = async (question: Question): Promise<void> => {
    try {
      const telling = await tellAboutRun({
        ...{ ...question, noticesFile: paths.noticesFile },
        speak: () => Promise.resolve(language()),
        deliver: (notice, server) =>
          sendAndWait(notice, server, {
            signal: closing.signal,
            onShown: (shown) => noteShown(paths.noticesFile, notice, shown),
          }),
      });
      if (telling.result === 'told' && telling.action !== undefined)
        act(telling.action, question.destination);
    } catch {
      // The state directory is full or not ours: the tray shows how the run ended all the same.
    }
  };
  return {
    tellAbout: (result) => {
      if (result.started) void tell(questionOfRun(paths, result.outcome));
    },
    tellOverdue: () => {
      for (const question of questionsOfOverdue(paths)) void tell(question);
    },
    tellMissed: () => {
      for (const question of questionsOfNewest(paths)) void tell(question);
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
