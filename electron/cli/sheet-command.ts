/** `latchkey --sheet`: how to get everything back, on a page to print. It never overwrites. */
import { EXIT } from '../../shared/exit-codes';
import { createFileOnce, readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { wayBackSheets } from '../setup/way-back-sheets';
import { fail } from './fail';
import { ownLanguage } from './own-language';
import { pathOfArgument } from './path-of-argument';
import { complain, say } from './terminal';

/** @param file where it goes; undefined: the standard output */
export function sheetCommand(paths: UserPaths, { file }: { file: string | undefined }): number {
  const each = readEachDestination(paths.settingsFile);
  if (!each.ok) return fail(each.failure);
  const sheet = wayBackSheets(paths, each.value, ownLanguage());
  if (file === undefined) {
    process.stdout.write(sheet);
    return EXIT.completed;
  }
  const path = pathOfArgument(file);
  if (!createFileOnce(path, sheet)) {
    complain(ownLanguage().words.terminal.sheetAlreadyThere(path));
    return EXIT.failed;
  }
  say(path);
  return EXIT.completed;
}
