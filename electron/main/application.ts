/** The running application: one controller, one truth about its state, and who shows it. */
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { Bus } from '../bus/open-bus';
import { findAsked } from '../files/asked-file';
import { RunController } from '../run/run-controller';
import { keepAwake } from '../schedule/keep-awake';
import { applySchedule } from '../schedule/apply-schedule';
import { setPause } from '../schedule/pause';
import { pauseEnd } from '../schedule/pause-end';
import { isStuck } from '../../shared/health';
import type { Schedule } from '../../shared/settings';
import type { UserPaths } from '../settings/user-paths';
import { createAlarmHandlers } from './alarm-handlers';
import { keepAppState } from './app-state';
import { askAgainInTime } from './ask-again';
import { autostartIn } from './autostart';
import { bundlesFrom, launcherPath, unpacked } from './bundles';
import { closedSessionFor } from './closed-session';
import { createConnectionCheck } from './connection-check';
import { createCopyHandlers } from './copy-handlers';
import { createDiskHandlers } from './disk-handlers';
import { desktopOf } from './desktop';
import { arrangeEnding } from './ending';
import { createFilesHandlers } from './files-handlers';
import { firstLookFrom } from './first-look';
import { forkSpaceService } from './fork-space-service';
import { createExportHandlers } from './export-handlers';
import { createHandlers } from './handlers';
import { routeRequests, tellWindow, type MainEvent, type MainEventValue } from './ipc-router';
import { keepTray } from './keep-tray';
import type { KeptLanguage } from './keep-language';
import { createGapsHandlers } from './gaps-handlers';
import { serveOnSessionBus } from './on-session-bus';
import { createStoreHandlers } from './store-handlers';
import { giveNotices } from './notices';
import type { Preferences } from './preferences';
import { createRunStarter, watchOccasions } from './run-starter';
import { createSettingsHandlers } from './settings-handlers';
import { createSetupHandlers } from './setup-handlers';
import type { StartOptions } from './start-options';
import type { TrayAction } from './tray-menu';
import { keepUnmounting } from './keep-unmounting';
import { keepWindows } from './windows';

export interface Application {
  /** A second start of the program: it has told what it was started for, and has gone. */
  startedAgain: (options: StartOptions) => void;
}

interface Place {
  paths: UserPaths;
  /** Of the application's bundle: pages, preload script, icons. */
  directory: string;
  sessionBus: Promise<Bus | undefined>;
  preferences: Preferences;
  language: KeptLanguage;
}

export function startApplication(place: Place, options: StartOptions): Application {
  const { paths, directory, sessionBus, preferences, language } = place;
  const bundles = bundlesFrom(directory);
  const controller = new RunController(paths, bundles);
  controller.clearAway();
  const state = keepAppState(paths);
  const launcher = launcherPath(directory);
  const notices = giveNotices(paths, language.current, (action, destination) => {
    if (action === 'show') windows.show('history');
    else void runs.startNow(destination);
  });
  const unmounting = keepUnmounting(paths, notices.tellUnmounted);
  const runs = createRunStarter(
    controller,
    {
      ended: notices.tellAbout,
      // Another destination may be on the same disk.
      over: (results) => {
        for (const result of results) if (result.started) unmounting.after(result.outcome);
      },
    },
    () => keepAwake(language.current().words.run.awake.backup),
  );
  state.subscribe(({ destinations, running }) => {
    const overdueDays = destinations.find((each) => each.overdueDays !== null)?.overdueDays ?? null;
    // A run under way may be what it waits for; its end is told of in any case, if it has one.
    const waits = running !== null && !isStuck({ overdueDays, running }, Date.now());
    if (overdueDays !== null && !waits) notices.tellOverdue();
  });
  controller.subscribe((event) => {
    if (event.type !== 'state') return;
    state.refresh();
    if (event.state.phase === 'preparing') unmounting.stop();
  });
  const windows = keepWindows({
    session: closedSessionFor(directory, {
      choices: preferences.choices,
      firstLook: firstLookFrom(directory, state.get, preferences.choices),
    }),
    directory,
    preferences,
    language: language.current,
    turnTo: (window, view, file) => {
      if (file === undefined) tellWindow(window, 'view.show', view);
      else tellWindow(window, 'file.show', file);
    },
    closed: () => {
      void disk.close();
      settings.forget();
      files.forget();
      check.cancel('the window was closed');
      // Without a tray nothing else would lead to it: a process that nobody can reach would be left.
      if (state.get().tray === 'no-place') ending.leaveWhenDone();
    },
  });
  const tell = <E extends MainEvent>(name: E, value: MainEventValue<E>): void => {
    const window = windows.current();
    if (window !== undefined) tellWindow(window, name, value);
  };
  state.subscribe((next) => {
    tell('state.changed', next);
  });
  const dist = unpacked(join(directory, '..'));
  const desktop = desktopOf(windows.current, sessionBus, language.current);
  const copies = createCopyHandlers({ historyFile: paths.historyFile, desktop });
  const disk = createDiskHandlers({
    fork: () =>
      forkSpaceService(
        join(dist, 'space-service.mjs'),
        [paths.settingsFile, paths.excludeFile, join(dist, 'usage-worker.mjs'), paths.keptScansDirectory],
        () => windows.current()?.webContents,
      ),
    desktop,
  });
  const setSchedule = (
    schedule: Schedule,
    which?: { to?: string; seen?: string },
  ): ReturnType<typeof applySchedule> => applySchedule(paths, schedule, launcher, which);
  const settings = createSettingsHandlers({
    settingsFile: paths.settingsFile,
    setSchedule,
    chooseFolder: desktop.chooseFolder,
    emit: tell,
  });
  const check = createConnectionCheck(paths, bundles, (step) => {
    tell('check.step', step);
  });
  const files = createFilesHandlers({
    ...{ paths, bundles, desktop },
    tell: (restoring) => {
      state.setRestoring(restoring.is === 'running');
      tell('files.restoring', restoring);
    },
    keepAwake: () => keepAwake(language.current().words.run.awake.restore),
    ended: (record) => {
      if (windows.current()?.isFocused() !== true) notices.tellRestored(record);
    },
  });
  const autostart = autostartIn(join(dirname(dirname(paths.settingsFile)), 'autostart'), launcher);
  const act = (action: TrayAction): void => {
    switch (action.do) {
      case 'start':
        void runs.startNow(action.to);
        return;
      case 'cancel':
        runs.cancel('cancelled by you');
        return;
      case 'show':
        windows.show(action.view);
        return;
      case 'pause':
        setPause(paths, pauseEnd(action.until, new Date()));
        state.refresh();
        return;
      case 'quit':
        ending.quit();
    }
  };
  const stopTray = keepTray({
    icons: join(directory, 'icons/tray'),
    sessionBus,
    language,
    state,
    act,
    noPlace: () => {
      if (windows.current() === undefined) windows.show('home');
    },
  });
  const stopServing = serveOnSessionBus({ sessionBus, paths, language, state, runs });
  const stopWatching = watchOccasions(runs);
  const stopAsking = askAgainInTime({ state, runs });
  const ending = arrangeEnding({
    runs,
    check,
    restoring: files.restoring,
    window: windows.current,
    language: language.current,
    release: () => {
      windows.keepPlace();
      copies.close();
      files.close();
      notices.close();
      stopServing();
      stopTray();
      stopWatching();
      stopAsking();
      settings.close();
      state.close();
    },
  });
  routeRequests(
    createHandlers({
      paths,
      dist,
      preferences,
      language,
      state,
      runs,
      disk: disk.handlers,
      copies: copies.handlers,
      exports: createExportHandlers({ historyFile: paths.historyFile, chooseFile: desktop.chooseFileToSave }),
      leaveOut: createGapsHandlers(paths),
      store: createStoreHandlers(paths, bundles),
      files: files.handlers,
      settings: settings.handlers,
      autostart,
      alarm: createAlarmHandlers({ state, runs, bundles, desktop }),
      setup: createSetupHandlers({
        ...{ paths, check, runs, setSchedule, autostart, desktop },
        ...{ access: files.access, restoring: files.restoring },
        language: language.current,
        programs: { runtime: bundles.runtime, host: bundles.host },
        scanDraft: disk.scanDraft,
      }),
    }),
    (contentsId) => windows.current()?.webContents.id === contentsId,
  );
  // Electron's habit is to quit with the last window; this one lives in the tray.
  app.on('window-all-closed', () => undefined);

  const startedFor = ({ show, file, backUpNow }: StartOptions): void => {
    if (file !== null) {
      void findAsked(paths, file).then((asked) => {
        windows.show('files', asked);
      });
    } else if (show !== null) windows.show(show);
    if (backUpNow) void runs.startNow();
  };
  startedFor(options);
  notices.tellMissed();
  return { startedAgain: startedFor };
}
