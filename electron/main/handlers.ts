/** What each request of a window does. Checked values in, results out; everything real is done by the engine. */
import { join } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { failure, success, type Result } from '../../shared/result';
import { safeText, safeToShow } from '../../shared/safe-text';
import { readHistory } from '../history/history';
import { acceptStore } from '../store/known-stores';
import { nameOfHost } from '../../shared/settings';
import { setPause } from '../schedule/pause';
import { pauseEnd } from '../schedule/pause-end';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import type { AlarmHandlers } from './alarm-handlers';
import type { AppStateKeeper } from './app-state';
import type { CopyHandlers } from './copy-handlers';
import type { DiskHandlers } from './disk-handlers';
import type { ExportHandlers } from './export-handlers';
import type { FilesHandlers } from './files-handlers';
import type { Handlers } from './ipc-router';
import type { KeptLanguage } from './keep-language';
import type { GapsHandlers } from './gaps-handlers';
import { openPath } from './open-path';
import type { Preferences } from './preferences';
import type { RunStarter } from './run-starter';
import type { SettingsHandlers } from './settings-handlers';
import type { SetupHandlers } from './setup-handlers';
import { applyTheme } from './theme';
import type { StoreHandlers } from './store-handlers';

interface Parts {
  paths: UserPaths;
  /** The built programs and what lies beside them, outside of any archive. */
  dist: string;
  preferences: Preferences;
  language: KeptLanguage;
  state: AppStateKeeper;
  runs: RunStarter;
  autostart: { get: () => boolean; set: (on: boolean) => void };
  settings: SettingsHandlers;
  disk: DiskHandlers;
  copies: CopyHandlers;
  exports: ExportHandlers;
  leaveOut: GapsHandlers;
  setup: SetupHandlers;
  store: StoreHandlers;
  files: FilesHandlers;
  alarm: AlarmHandlers;
}

/** An outcome's id is a file's name as well: only what we make ourselves (run/run-once.ts). */
const RUN_ID = /^[0-9TZ-]+-[0-9a-f]{6}$/;

export function createHandlers(parts: Parts): Handlers {
  const { paths, dist, preferences, language, state, runs, autostart } = parts;
  return {
    ...parts.disk,
    ...parts.copies,
    ...parts.exports,
    ...parts.leaveOut,
    ...parts.settings,
    ...parts.setup,
    ...parts.store,
    ...parts.files,
    ...parts.alarm,
    'state.get': () => done(state.get()),
    'choice.keep': async ({ name, value }) => {
      preferences.choose(name, value);
      applyTheme(preferences.choices());
      await language.follow();
      return success(null);
    },
    'run.start': (to) => runs.startNow(to ?? undefined),
    'run.cancel': () => {
      runs.cancel('cancelled by you');
      return done(null);
    },
    'pause.set': (until) => {
      setPause(paths, pauseEnd(until, new Date()));
      state.refresh();
      return done(null);
    },
    'history.list': ({ most }) => done(safeToShow(readHistory(paths.historyFile).slice(-most).reverse())),
    'history.log': ({ id }) => Promise.resolve(readLog(paths.logDirectory, id)),
    'autostart.get': () => done(autostart.get()),
    'autostart.set': (on) => {
      autostart.set(on);
      return done(null);
    },
    'desktop.open': async (what) => {
      const path = {
        'exclude-file': paths.excludeFile,
        'settings-file': paths.settingsFile,
        'log-folder': paths.logDirectory,
        'third-party-notices': join(dist, 'THIRD-PARTY-NOTICES.txt'),
      }[what];
      return openPath(path);
    },
    'store.accept': async ({ to, instead }) => {
      const read = readSettings(paths.settingsFile, to);
      if (!read.ok) return read;
      acceptStore(paths, nameOfHost(read.value), instead);
      return runs.startNow(to);
    },
  };
}

function done<T>(value: T): Promise<Result<T>> {
  return Promise.resolve(success(value));
}

function readLog(directory: string, id: string): Result<string> {
  if (!RUN_ID.test(id)) return failure({ code: 'request-refused', detail: 'that is no run' });
  try {
    const lines = readRegularFile(join(directory, `${id}.log`), 'utf8').split('\n');
    return success(lines.map((line) => safeText(line)).join('\n'));
  } catch {
    return failure({ code: 'not-opened', detail: 'the log of this run is not kept any more' });
  }
}
