/** Changing the settings file: only the keys that are meant, atomically, and never over what is not understood. */
import { realpathSync } from 'node:fs';
import { readRegularFile } from '../../process/read-file';
import { replaceFile } from '../../process/write-state-file';
import { failure, success, type Result } from '../../shared/result';
import type { SettingsFile } from '../../shared/settings';
import { rawSettingsIn } from './migrate-settings';
import { parseSettings, readSettingsText, versionOf } from './settings-file';

/** What is in the file, of the current version, without the defaults: what nobody has set stays out of the file. */
export type RawSettings = Record<string, unknown>;

/**
 * Writes what `change` makes of the file's content (0600; a symbolic link stays one) and gives back the settings that
 * it then holds. Fails as reading does (missing, broken, newer), with settings-broken where the change itself is not
 * valid, with settings-changed where another program wrote meanwhile, and with settings-unwritable; the file is then as
 * it was.
 * @param change also gets what the file comes to, with the defaults
 * @param seen the version (versionOf) that the change was made for; absent: whatever is there
 */
export function changeSettings(
  path: string,
  change: (raw: RawSettings, settings: SettingsFile) => RawSettings,
  seen?: string,
): Result<SettingsFile> {
  const read = readSettingsText(path);
  if (!read.ok) return read;
  const before = read.value;
  const valid = parseSettings(before, path);
  if (!valid.ok) return valid;
  if (seen !== undefined && versionOf(before) !== seen) return failure({ code: 'settings-changed', path });
  const raw = rawSettingsIn(before);
  const text = `${JSON.stringify(change(raw, valid.value), null, 2)}\n`;
  const changed = parseSettings(text, path);
  if (!changed.ok) return changed;
  const written = replaceUnchanged(path, before, text);
  return written.ok ? changed : written;
}

function replaceUnchanged(path: string, before: string, text: string): Result<undefined> {
  try {
    const target = realpathSync(path);
    const isStillMeant = (): boolean => readRegularFile(target, 'utf8') === before;
    return replaceFile(target, text, { isStillMeant })
      ? success(undefined)
      : failure({ code: 'settings-changed', path });
  } catch (error) {
    return failure({ code: 'settings-unwritable', path, detail: (error as Error).message });
  }
}
