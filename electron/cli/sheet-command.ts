/** `latchkey --sheet`: how to get everything back, on a page to print. It never overwrites. */
import { EXIT } from '../../shared/exit-codes';
import { machineNameOf } from '../settings/machine-name';
import { createFileOnce, readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { askStore } from '../store/known-stores';
import { nameOfHost } from '../settings/machine-name';
import { wayBackSheet } from '../setup/way-back-sheet';
import { fail } from './fail';
import { ownLanguage } from './own-language';
import { pathOfArgument } from './path-of-argument';
import { complain, say } from './terminal';

/** @param file where it goes; undefined: the standard output */
export function sheetCommand(paths: UserPaths, { file }: { file: string | undefined }): number {
  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) return fail(settings.failure);
  const machine = machineNameOf(settings.value, askStore(paths, nameOfHost(settings.value)).last);
  const { words, formats } = ownLanguage();
  const sheet = wayBackSheet(settings.value, machine, words, formats.exact(new Date()));
  if (file === undefined) {
    process.stdout.write(sheet);
    return EXIT.completed;
  }
  const path = pathOfArgument(file);
  if (!createFileOnce(path, sheet)) {
    complain(words.terminal.sheetAlreadyThere(path));
    return EXIT.failed;
  }
  say(path);
  return EXIT.completed;
}
