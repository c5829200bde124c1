/** `latchkey --explain-command`: what the guard would do with a command, under the settings as they are. */
import { EXIT } from '../../shared/exit-codes';
import { findProgram } from '../../process/find-program';
import { rsyncLimit } from '../run/run-limits';
import { RUN_LIMITS } from '../run/run-limits';
import { explainCommand } from '../guard/parse-command';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { fail } from './fail';
import { sayJson } from './terminal';

/** Prints `{"allowed":true,"argv":[…]}` or `{"allowed":false,"reason":"…"}`. A refusal is an answer, not an error. */
export function explainCommandLine(paths: UserPaths, command: string): number {
  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) return fail(settings.failure);
  const explanation = explainCommand(command, {
    rsync: findProgram('rsync') ?? '/usr/bin/rsync',
    ionice: findProgram('ionice') ?? null,
    dryRun: false,
    bandwidthLimit: rsyncLimit(settings.value),
    silenceLimit: RUN_LIMITS.silenceSeconds,
    // A run gives the guard a copy of the list for each root; the list itself stands for them here.
    roots: settings.value.roots.map((path) => ({
      path,
      excludeFile: paths.excludeFile,
      excludeFileWithName: paths.excludeFile,
      listFile: null,
    })),
  });
  if (explanation.allowed) sayJson<'explain-command'>({ allowed: true, argv: explanation.argv });
  else sayJson<'explain-command'>({ allowed: false, reason: explanation.reason });
  return EXIT.completed;
}
