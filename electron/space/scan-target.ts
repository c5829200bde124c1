/** What is scanned, as it was asked for, and the folders that it comes to by the settings of the moment. */
import type { Disk } from '../../shared/disk';
import { success, type Result } from '../../shared/result';
import { checkRoots } from '../settings/check-roots';
import { readSettings } from '../settings/settings-file';
import type { OwnInput } from './messages';
import type { MountedDisks } from './mounted-disks';
import type { Scope } from './scan-scope';

export type ScanTarget =
  { what: 'roots' | 'home' } | { what: 'disk'; disk: number } | OwnInput<'scan-folders'>;

export interface WhatToScan {
  scope: Scope;
  disk: Disk | null;
  backedUp: readonly string[];
  /** The exclude list counts: what is backed up is what the settings say. */
  areSaved: boolean;
}

/** Fails where the settings cannot be read and it takes them, or a folder cannot be read, or a disk is gone. */
export function findTarget(
  target: ScanTarget,
  { settingsFile, home, disks }: { settingsFile: string; home: string; disks: MountedDisks },
): Result<WhatToScan> {
  const settings = readSettings(settingsFile);
  if (target.what === 'roots' && !settings.ok) return settings;
  const saved = settings.ok ? settings.value.roots : [];
  const backedUp = target.what === 'draft' ? target.roots : saved;
  const areSaved = settings.ok && isSame(saved, backedUp);
  if (target.what === 'disk') {
    const found = disks.find(target.disk);
    if (!found.ok) return found;
    return success({ ...found.value, backedUp, areSaved });
  }
  const roots = target.what === 'home' ? [home] : target.what === 'path' ? [target.path] : backedUp;
  const readable = checkRoots(roots);
  if (!readable.ok) return readable;
  return success({ scope: { roots }, disk: null, backedUp, areSaved });
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

/** What is looked at again some day: no folder that was chosen by hand, no draft. */
export function isWorthKeeping({ what }: ScanTarget): boolean {
  return what === 'roots' || what === 'home' || what === 'disk';
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
