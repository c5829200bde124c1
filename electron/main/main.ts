/** The graphical root: puts the engine, the tray and the window together. What it does without a display is the CLI's. */
import { app, Menu } from 'electron';
import { EXIT } from '../../shared/exit-codes';
import { localeOf, spokenLocale } from '../../shared/words/language';
import { loadLanguage } from '../../shared/words/load-language';
import { sessionBusAddress } from '../bus/bus-addresses';
import { openBus, PATIENT_MS } from '../bus/open-bus';
import { userPaths } from '../settings/user-paths';
import { startApplication } from './application';
import { keepLanguage } from './keep-language';
import { declareScheme } from './own-pages';
import { openPreferences } from './preferences';
import { parseStartOptions, startOptionsSchema } from './start-options';
import { denyLeaving } from './windows';

function main(): void {
  if (process.getuid?.() === 0) {
    process.stderr.write('latchkey: it does not run as root: nothing it does needs that.\n');
    app.exit(EXIT.usage);
    return;
  }
  const paths = userPaths();
  app.setName('Latchkey');
  // What the desktop groups windows and notifications by: the name of the installed latchkey.desktop.
  app.setDesktopName('latchkey.desktop');
  app.setPath('userData', paths.applicationDirectory);
  // Electron's own is for developers. Each window has one (windows.ts).
  Menu.setApplicationMenu(null);
  app.enableSandbox();
  declareScheme();
  denyLeaving();
  // One application per user; a second start tells the first what it was started for.
  const options = parseStartOptions(process.argv);
  if (!app.requestSingleInstanceLock({ ...options })) {
    app.exit(EXIT.completed);
    return;
  }
  const directory = import.meta.dirname;
  // Chromium takes a while to be ready; whether there is a tray can be asked meanwhile.
  const address = sessionBusAddress(process.env, process.getuid?.());
  const sessionBus = address === undefined ? Promise.resolve(undefined) : openBus(address, PATIENT_MS);
  const preferences = openPreferences(paths.applicationDirectory);
  // Chromium most often finds the same; what is loaded by then does not keep the icon waiting.
  void loadLanguage(spokenLocale(preferences.choices().language, localeOf(process.env)));
  const application = app.whenReady().then(async () => {
    const language = await keepLanguage(preferences, app.getLocale());
    return startApplication({ paths, directory, sessionBus, preferences, language }, options);
  });
  app.on('second-instance', (_event, _argv, _directory, handedOver) => {
    const asked = startOptionsSchema.safeParse(handedOver);
    void application.then(({ startedAgain }) => {
      startedAgain(asked.success ? asked.data : { show: 'home', file: null, backUpNow: false });
    });
  });
}

main();
