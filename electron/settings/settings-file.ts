/** The settings file: read with a schema, never repaired, never overwritten where it is not understood. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { readRegularFile } from '../../process/read-file';
import { failure, success, type Result } from '../../shared/result';
import {
  nameOfHost,
  CURRENT_SETTINGS_VERSION,
  settingsFileSchema,
  settingsFor,
  type Settings,
  type SettingsFile,
} from '../../shared/settings';
import { describeIssues } from './describe-issues';
import { migrateSettings } from './migrate-settings';
import { placeBefore } from './one-destination';

const FIRST_WITH_SEVERAL = 4;

/** Fails with settings-missing, settings-broken (what and where) or settings-newer. */
export function readSettingsFile(path: string): Result<SettingsFile> {
  const text = readSettingsText(path);
  return text.ok ? parseSettings(text.value, path) : text;
}

/**
 * What holds for one destination. Fails as reading the file does, and with destination-unknown.
 * @param to its name; absent: the first, for whoever asks for what all share
 */
export function readSettings(path: string, to?: string): Result<Settings> {
  const file = readSettingsFile(path);
  return file.ok ? settingsOf(file.value, to) : file;
}

/** As readSettings for a change: where there are several, one must be named. Fails with destination-unnamed, too. */
export function readOneMeant(path: string, to: string | undefined): Result<Settings> {
  const file = readSettingsFile(path);
  if (!file.ok) return file;
  const names = file.value.destinations.map(({ name }) => name);
  if (to === undefined && names.length > 1) return failure({ code: 'destination-unnamed', names });
  return settingsOf(file.value, to);
}

/** What holds for each destination, in the file's order: one at least. */
export function readEachDestination(path: string): Result<Settings[]> {
  const file = readSettingsFile(path);
  return file.ok
    ? success(file.value.destinations.map((destination) => settingsFor(file.value, destination)))
    : file;
}

/** Of the destination at that place; undefined where the settings speak of none. */
export function settingsAt(path: string, place: string): Settings | undefined {
  const each = readEachDestination(path);
  return each.ok ? each.value.find((settings) => nameOfHost(settings) === place) : undefined;
}

/** Fails with destination-unknown. */
export function settingsOf(file: SettingsFile, to?: string): Result<Settings> {
  const { destinations } = file;
  const meant = to === undefined ? destinations[0] : destinations.find(({ name }) => name === to);
  if (meant !== undefined) return success(settingsFor(file, meant));
  return failure({
    code: 'destination-unknown',
    name: to ?? '',
    names: destinations.map(({ name }) => name),
  });
}

/** As it is, whatever it says. Fails with settings-missing or settings-broken. */
export function readSettingsText(path: string): Result<string> {
  try {
    return success(readRegularFile(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return failure({ code: 'settings-missing', path });
    return failure({ code: 'settings-broken', path, detail: message });
  }
}

/** Which content it is: who changes settings says so of which they saw. */
export function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function parseSettings(text: string, path: string): Result<SettingsFile> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failure({ code: 'settings-broken', path, detail: (error as Error).message });
  }
  const version = z.looseObject({ schemaVersion: z.int() }).safeParse(value);
  if (version.success && version.data.schemaVersion > CURRENT_SETTINGS_VERSION) {
    return failure({ code: 'settings-newer', path, version: version.data.schemaVersion });
  }
  const parsed = settingsFileSchema.safeParse(version.success ? migrateSettings(version.data) : value);
  if (parsed.success) return success(parsed.data);
  // Before there were several, all of it stood in the file itself.
  const isOne = version.success && version.data.schemaVersion < FIRST_WITH_SEVERAL;
  const detail = describeIssues(parsed.error, isOne ? placeBefore : undefined);
  return failure({ code: 'settings-broken', path, detail });
}

/** Writes a first settings file (0600). Returns false, and changes nothing, where there already is one. */
export function createFileOnce(path: string, content: string | Buffer): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}
