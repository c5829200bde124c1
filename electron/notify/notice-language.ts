/**
 * The language of a notice that a terminal or cron sends: the one that was chosen in the window, else the environment's, else,
 * where that has none as with cron, the desktop's.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { choicesSchema } from '../../shared/choices';
import { localeOf, spokenLocale, type Language } from '../../shared/words/language';
import { loadLanguage } from '../../shared/words/load-language';
import { systemdEnvironment } from './desktop-environment';

const preferencesSchema = z.object({ choices: choicesSchema.optional() });
const NAMES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** @param applicationDirectory where the application keeps its preferences. Never rejects. */
export async function languageOfNotices(
  env: NodeJS.ProcessEnv,
  busAddress: string,
  applicationDirectory: string,
): Promise<Language> {
  const { value } = readStateFile(join(applicationDirectory, 'preferences.json'), preferencesSchema);
  const isSet = NAMES.some((name) => (env[name] ?? '') !== '');
  const locale = localeOf(isSet ? env : await systemdEnvironment(busAddress));
  return loadLanguage(spokenLocale(value?.choices?.language, locale));
}
