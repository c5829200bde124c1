/** After `latchkey --run`: tells the person who does not look at a terminal. Whatever comes of that, the run went as it went. */
import { join } from 'node:path';
import * as z from 'zod';
import { startDetached } from '../../process/start-detached';
import type { Outcome } from '../../shared/outcome';
import { hasRunLong } from '../../shared/health';
import { readStateFile } from '../../process/read-state-file';
import { choicesSchema } from '../../shared/choices';
import { localeOf, spokenLocale, type Language } from '../../shared/words/language';
import { loadLanguage } from '../../shared/words/load-language';
import { questionOfRun, questionsOfOverdue } from '../notify/question-of';
import { sendNotice } from '../notify/send-notice';
import { takeBackSettled, tellAboutRun, type Deliver } from '../notify/tell-about-run';
import { readCurrentRun } from '../run/current-run';
import type { UserPaths } from '../settings/user-paths';
import { systemdEnvironment } from '../notify/desktop-environment';
import { findLauncher, ownEnvironment, ownProgram } from './own-program';
import type { HandedNotice } from './tell-notice-command';

const preferencesSchema = z.object({ choices: choicesSchema.optional() });
const LOCALE_NAMES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * Where another backup has been under way for hours, it may never end: a scheduled one that meets it tells that one is
 * overdue, where it is. Never rejects.
 */
export async function tellOfLongRun(paths: UserPaths): Promise<void> {
  const startedAt = readCurrentRun(paths)?.startedAt;
  if (startedAt !== undefined && hasRunLong(startedAt, Date.now())) await tellAfterRun(paths, undefined);
}

/** Tells how it ended, and that a backup is overdue where it is. Never rejects. */
export async function tellAfterRun(paths: UserPaths, outcome: Outcome | undefined): Promise<void> {
  try {
    if (process.stdout.isTTY) {
      await takeBackSettled(paths.noticesFile, outcome);
      return;
    }
    const questions = outcome === undefined ? [] : [questionOfRun(paths, outcome)];
    for (const question of [...questions, ...questionsOfOverdue(paths)]) {
      await tellAboutRun({
        ...{ ...question, noticesFile: paths.noticesFile, deliver },
        speak: ({ address }) => languageOfNotices(process.env, address, paths.applicationDirectory),
      });
    }
  } catch {
    // A full disk, a directory that is not ours: the exit code and the history are about the backup, not about this.
  }
}

/** A job of cron ends when its backup ends: waiting for a press is left to a process of its own. */
const deliver: Deliver = async (notice, server) => {
  if (!server.actions || findLauncher(process.env) === undefined) {
    return sendNotice(notice, server);
  }
  const handed: HandedNotice = { notice, server };
  const { file, args } = ownProgram('--tell-notice');
  const started = await startDetached({
    ...{ file, args, input: JSON.stringify(handed) },
    env: ownEnvironment(process.env),
  });
  return { result: started ? 'told' : 'nobody-to-tell' };
};

/**
 * The language of a notice that a terminal or cron sends: the one that was chosen in the window, else the environment's, else,
 * where that has none as with cron, the desktop's.
 * @param applicationDirectory where the application keeps its preferences. Never rejects.
 */
export async function languageOfNotices(
  env: NodeJS.ProcessEnv,
  busAddress: string,
  applicationDirectory: string,
): Promise<Language> {
  const { value } = readStateFile(join(applicationDirectory, 'preferences.json'), preferencesSchema);
  const isSet = LOCALE_NAMES.some((name) => (env[name] ?? '') !== '');
  const locale = localeOf(isSet ? env : await systemdEnvironment(busAddress));
  return loadLanguage(spokenLocale(value?.choices?.language, locale));
}
