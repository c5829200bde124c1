/** The first settings and the first exclude list, for the terminal and the window alike. Nothing is ever overwritten. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure, success, type Result } from '../../shared/result';
import { CURRENT_SETTINGS_VERSION, settingsFileSchema, type Settings } from '../../shared/settings';
import { knownPresets } from '../exclude/find-places';
import { firstExcludeList } from '../exclude/first-list';
import { describeIssues } from '../settings/describe-issues';
import { placeBefore, withOneDestination } from '../settings/one-destination';
import { createFileOnce, settingsOf } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';

export interface FirstSetUp {
  /** Of one destination, and only what was chosen: the rest stays out of the file, so that later defaults apply. */
  settings: Record<string, unknown>;
  /** Names of what is to be left out. */
  presets: ReadonlySet<string>;
  /** Instead of those: a list that there is already, a binary string. */
  excludeList?: string;
}

type Files = Pick<UserPaths, 'settingsFile' | 'excludeFile'>;

export interface Written {
  settings: Settings;
  /** There was an exclude list already, and it counts. */
  keptExcludeList: boolean;
}

/** What the files would hold. Fails with settings-broken where the choice is none. */
export function draftFirstFiles(
  files: Files,
  { settings: chosen, presets, excludeList: given }: FirstSetUp,
): Result<{ settings: Settings; settingsText: string; excludeList: string }> {
  const raw = {
    schemaVersion: CURRENT_SETTINGS_VERSION,
    ...('destinations' in chosen ? chosen : withOneDestination(chosen)),
  };
  const parsed = settingsFileSchema.safeParse(raw);
  if (!parsed.success) {
    const detail = describeIssues(parsed.error, placeBefore);
    return failure({ code: 'settings-broken', path: files.settingsFile, detail });
  }
  const settings = settingsOf(parsed.data);
  if (!settings.ok) return settings;
  const { host, roots } = settings.value;
  const excludeList =
    given ??
    firstExcludeList({
      presets: knownPresets(roots).filter(({ name }) => presets.has(name)),
      roots,
      store: host.kind === 'local' ? host.directory : undefined,
    });
  return success({
    settings: settings.value,
    settingsText: `${JSON.stringify(raw, null, 2)}\n`,
    excludeList,
  });
}

/** Fails as above, with store-missing, store-unusable, with settings-changed where there are settings already, or with settings-unwritable. */
export function writeFirstFiles(files: Files, chosen: FirstSetUp): Result<Written> {
  const draft = draftFirstFiles(files, chosen);
  if (!draft.ok) return draft;
  const { settings, settingsText, excludeList } = draft.value;
  if (existsSync(files.settingsFile)) return failure({ code: 'settings-changed', path: files.settingsFile });
  // The store and the list first: with the settings, backups may begin.
  const store = settings.host.kind === 'local' ? makeStore(settings.host.directory) : success(undefined);
  if (!store.ok) return store;
  try {
    const newList = createFileOnce(files.excludeFile, Buffer.from(excludeList, 'latin1'));
    if (!createFileOnce(files.settingsFile, settingsText)) {
      return failure({ code: 'settings-changed', path: files.settingsFile });
    }
    return success({ settings, keptExcludeList: !newList });
  } catch (error) {
    const detail = (error as Error).message;
    return failure({ code: 'settings-unwritable', path: files.settingsFile, detail });
  }
}

/** Fails with store-missing or store-unusable. One directory, in one that is there: at the place of a disk that is not mounted, a path of them would be made on another. */
export function makeStore(directory: string): Result<undefined> {
  const isDirectory = (path: string): boolean =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  try {
    if (!isDirectory(dirname(directory))) return failure({ code: 'store-missing', directory });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return success(undefined);
  } catch (error) {
    return failure({ code: 'store-unusable', detail: (error as Error).message });
  }
}
