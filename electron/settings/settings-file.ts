/** The settings file: read with a schema, never repaired, never overwritten where it is not understood. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { readRegularFile } from '../../process/read-file';
import { failure, success, type Result } from '../../shared/result';
import { CURRENT_SETTINGS_VERSION, settingsSchema, type Settings } from '../../shared/settings';
import { describeIssues } from './describe-issues';
import { migrateSettings } from './migrate-settings';

/** Fails with settings-missing, settings-broken (what and where) or settings-newer. */
export function readSettings(path: string): Result<Settings> {
  const text = readSettingsText(path);
  return text.ok ? parseSettings(text.value, path) : text;
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

export function parseSettings(text: string, path: string): Result<Settings> {
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
  const parsed = settingsSchema.safeParse(version.success ? migrateSettings(version.data) : value);
  if (parsed.success) return success(parsed.data);
  return failure({ code: 'settings-broken', path, detail: describeIssues(parsed.error) });
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
