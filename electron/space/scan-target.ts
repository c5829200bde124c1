/** What is scanned, as it was asked for, and the folders that it comes to by the settings of the moment. */
import { success, type Result } from '../../shared/result';
import { checkRoots } from '../settings/check-roots';
import { readSettings } from '../settings/settings-file';
import type { OwnInput } from './messages';

export type ScanTarget = { what: 'roots' | 'home' } | OwnInput<'scan-folders'>;

interface TargetRoots {
  roots: readonly string[];
  backedUp: readonly string[];
  /** The exclude list counts: what is backed up is what the settings say. */
  areSaved: boolean;
}

/** Fails where the settings cannot be read and it takes them, or a folder cannot be read. */
export function rootsOf(target: ScanTarget, settingsFile: string, home: string): Result<TargetRoots> {
  const settings = readSettings(settingsFile);
  if (target.what === 'roots' && !settings.ok) return settings;
  const saved = settings.ok ? settings.value.roots : [];
  const backedUp = target.what === 'draft' ? target.roots : saved;
  const roots = target.what === 'home' ? [home] : target.what === 'path' ? [target.path] : backedUp;
  const readable = checkRoots(roots);
  if (!readable.ok) return readable;
  return success({ roots, backedUp, areSaved: settings.ok && isSame(saved, backedUp) });
}

/** Whether these are the folders of the settings. */
export function areSavedRoots(settingsFile: string, roots: readonly string[]): boolean {
  const settings = readSettings(settingsFile);
  return settings.ok && isSame(settings.value.roots, roots);
}

/** Folders were added or taken out in the settings since: a look at the old ones would not be what is meant. */
export function haveRootsChanged(
  target: ScanTarget,
  settingsFile: string,
  roots: readonly string[],
): boolean {
  if (target.what !== 'roots') return false;
  return readSettings(settingsFile).ok && !areSavedRoots(settingsFile, roots);
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
