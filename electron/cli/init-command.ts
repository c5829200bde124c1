/** `latchkey --init`: first settings, with a sensible exclude list. It never overwrites. */
import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import * as z from 'zod';
import { EXIT } from '../../shared/failures';
import { CURRENT_SETTINGS_VERSION, settingsSchema, type Settings } from '../../shared/settings';
import { FIRST_EXCLUDE_LIST } from '../exclude/exclude-file';
import { isInside } from '../run/check-store';
import { createFileOnce } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { complain, say } from './terminal';

export function initCommand(
  paths: UserPaths,
  options: { target: { local: string } | { host: string }; roots: string[] },
): number {
  const roots = (options.roots.length === 0 ? [homedir()] : options.roots).map((root) => resolve(root));
  const missing = roots.find((root) => statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true);
  if (missing !== undefined) {
    complain(`--root ${missing}: there is no such directory.`);
    return EXIT.usage;
  }
  const host =
    'local' in options.target
      ? { kind: 'local', directory: resolve(options.target.local) }
      : { kind: 'ssh', destination: options.target.host };
  const settings = settingsSchema.safeParse({ schemaVersion: CURRENT_SETTINGS_VERSION, host, roots });
  if (!settings.success) {
    complain(z.prettifyError(settings.error));
    return EXIT.usage;
  }
  // What was not asked for stays out of the file, so that later defaults apply.
  const written = createFileOnce(
    paths.settingsFile,
    `${JSON.stringify({ schemaVersion: CURRENT_SETTINGS_VERSION, host, roots }, null, 2)}\n`,
  );
  if (!written) {
    complain(`${paths.settingsFile} is already there and was left as it is. Edit it, or move it away first.`);
    return EXIT.settings;
  }
  if (settings.data.host.kind === 'local') {
    mkdirSync(settings.data.host.directory, { recursive: true, mode: 0o700 });
  }
  const listWritten = createFileOnce(paths.excludeFile, FIRST_EXCLUDE_LIST + ownStoreRule(settings.data));
  say(`Settings: ${paths.settingsFile}`);
  say(`Exclude list: ${paths.excludeFile}${listWritten ? '' : ' (was already there)'}`);
  say('');
  say('Next: latchkey --check tests the way to the host and back; latchkey --run makes the first backup.');
  return EXIT.completed;
}

/** A store inside of what is backed up would hold itself; a first list leaves it out. */
function ownStoreRule({ host, roots }: Settings): string {
  if (
    host.kind !== 'local' ||
    !roots.some((root) => host.directory !== root && isInside(host.directory, root))
  ) {
    return '';
  }
  const escaped = /[*?[]/.test(host.directory) ? host.directory.replace(/[\\*?[]/g, '\\$&') : host.directory;
  return `\n# The backup store itself\n${escaped}/\n`;
}
