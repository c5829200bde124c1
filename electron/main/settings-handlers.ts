/** What the Settings view may ask. A change is checked with all of the settings and written by the engine, or refused. */
import { basename, dirname } from 'node:path';
import type { SettingsChannel, SettingsInput, SettingsOutput } from '../../shared/ipc-settings';
import { success, type Result } from '../../shared/result';
import { nameOfHost, type Schedule } from '../../shared/settings';
import type { SettingsChange } from '../../shared/settings-parts/parts';
import { stopUnscheduled } from '../schedule/apply-schedule';
import { readInstalledSchedules } from '../schedule/install-schedule';
import { measureNow } from '../schedule/measure-now';
import { changePart, type PartChange } from '../settings/change-part';
import { checkRoots } from '../settings/check-roots';
import { changeSettings } from '../settings/save-settings';
import { removeDestination, renameDestination } from '../settings/change-destinations';
import {
  parseSettings,
  readSettings,
  readSettingsText,
  settingsOf,
  versionOf,
} from '../settings/settings-file';
import { ChosenFolders } from './chosen-folders';
import { watchDirectory } from './watch-directory';

export type SettingsHandlers = {
  [C in SettingsChannel]: (input: SettingsInput<C>) => Promise<Result<SettingsOutput<C>>>;
};

interface Parts {
  settingsFile: string;
  /** `seen`: the version of the settings that it is meant for. */
  setSchedule: (schedule: Schedule, which: { to: string; seen: string }) => Promise<Result<unknown>>;
  /** Undefined: the person chose none. */
  chooseFolder: () => Promise<string | undefined>;
  emit: (event: 'settings.changed', version: string | null) => void;
}

/** @returns `close`: to be called when the application ends; `forget`: when the window has closed */
export function createSettingsHandlers({ settingsFile, setSchedule, chooseFolder, emit }: Parts): {
  handlers: SettingsHandlers;
  forget: () => void;
  close: () => void;
} {
  const folders = new ChosenFolders();
  const handlers: SettingsHandlers = {
    'settings.get': (name) => Promise.resolve(readWithVersion(settingsFile, name)),
    'settings.change': async ({ version, destination, change }) => {
      if (change.part === 'schedule') {
        const applied = await setSchedule(change.value, { to: destination, seen: version });
        return applied.ok ? success(null) : applied;
      }
      const meant = withPaths(change, folders);
      if (!meant.ok) return meant;
      const now = readSettings(settingsFile, destination);
      if (!now.ok) return now;
      const changed = changeSettings(settingsFile, (raw) => changePart(raw, now.value, meant.value), version);
      return changed.ok ? success(null) : changed;
    },
    'destinations.remove': async ({ version, name }) => {
      const removed = removeDestination(settingsFile, name, version);
      if (!removed.ok) return removed;
      const stopped = await stopUnscheduled(removed.value);
      return stopped.ok ? success(null) : stopped;
    },
    'destinations.rename': ({ version, name, to }) => {
      const renamed = renameDestination(settingsFile, name, to, version);
      return Promise.resolve(renamed.ok ? success(null) : renamed);
    },
    'schedule.installed': async () => success(await readInstalledSchedules()),
    'settings.choose-folder': async (purpose) => {
      const path = await chooseFolder();
      if (path === undefined) return success(null);
      const readable = purpose === 'root' ? checkRoots([path]) : success(undefined);
      return readable.ok ? success({ token: folders.keep(path), path }) : readable;
    },
    'settings.networks': async () => success([...((await measureNow()).networks ?? [])]),
  };
  return {
    handlers,
    forget: () => {
      folders.forget();
    },
    close: tellOfChanges(settingsFile, (version) => {
      emit('settings.changed', version);
    }),
  };
}

function readWithVersion(path: string, name: string | null): Result<SettingsOutput<'settings.get'>> {
  const text = readSettingsText(path);
  if (!text.ok) return text;
  const file = parseSettings(text.value, path);
  if (!file.ok) return file;
  const { destinations } = file.value;
  const settings = settingsOf(file.value, destinations.find((each) => each.name === name)?.name);
  if (!settings.ok) return settings;
  return success({
    settings: settings.value,
    destinations: destinations.map((each) => ({
      ...{ name: each.name, host: nameOfHost(each), isLocal: each.host.kind === 'local' },
    })),
    version: versionOf(text.value),
  });
}

/** With the folders that tokens stand for. Fails with request-refused for a token that nobody was given. */
function withPaths(
  change: Exclude<SettingsChange, { part: 'schedule' }>,
  folders: ChosenFolders,
): Result<PartChange> {
  switch (change.part) {
    case 'where': {
      const { part, value } = change;
      if (value.kind === 'ssh') return success({ part, value });
      const directory = value.folder === null ? success(null) : folders.chosen(value.folder);
      if (!directory.ok) return directory;
      const { kind, keep, unmountWhenDone } = value;
      return success({ part, value: { kind, directory: directory.value, keep, unmountWhenDone } });
    }
    case 'what': {
      const { part, value } = change;
      const added = folders.allChosen(value.added);
      return added.ok ? success({ part, value: { kept: value.kept, added: added.value } }) : added;
    }
    case 'conditions':
    case 'speed':
    case 'overdue':
    case 'notices':
      return success(change);
  }
}

/** Somebody who saves does it in several steps: one look after the last is enough. */
const SETTLE_MS = 50;

/** Tells the version of the file, each time that it is another one. Returns how to stop. */
function tellOfChanges(path: string, tell: (version: string | null) => void): () => void {
  const look = (): string | null => {
    const text = readSettingsText(path);
    return text.ok ? versionOf(text.value) : null;
  };
  let told = look();
  let pending: NodeJS.Timeout | undefined;
  const tellWhatIs = (): void => {
    const version = look();
    if (version === told) return;
    told = version;
    tell(version);
  };
  const stop = watchDirectory(dirname(path), (name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(pending);
    pending = setTimeout(tellWhatIs, SETTLE_MS);
  });
  return () => {
    clearTimeout(pending);
    stop();
  };
}
