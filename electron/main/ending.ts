/**
 * How the application ends. While a backup of ours runs or files come back, a person is asked once; the end of the session,
 * a shutdown or a signal is no time for questions: the run is ended cleanly, the door is shut, and then the process goes.
 */
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import type { Restoring } from '../files/restoring';
import type { ConnectionCheck } from './connection-check';
import { CUT_SHORT } from '../../shared/cut-short';
import type { Language } from '../../shared/words/language';
import type { RunStarter } from './run-starter';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Parts {
  runs: RunStarter;
  /** A check opens the door as well; it is never waited for, but ended cleanly. */
  check: ConnectionCheck;
  /** Cancelled, it can be gone on with, or has changed nothing. */
  restoring: Pick<Restoring, 'current' | 'cancel'>;
  window: () => BrowserWindow | undefined;
  language: () => Language;
  /** Gives back what the application holds: tray, watchers, bus. */
  release: () => void;
}

export interface Ending {
  /** A person wants to quit. */
  quit: () => void;
  /** At once, or as soon as the run under way has ended. */
  leaveWhenDone: () => void;
}

export function arrangeEnding({ runs, check, restoring, window, language, release }: Parts): Ending {
  let asking = false;
  let ending = false;

  const leave = (): void => {
    release();
    // Not app.quit(): windows have nothing to say any more, and a second round of its events would only ask again.
    app.exit(0);
  };
  const end = (reason: string | undefined): void => {
    // A signal counts also while a run that was to be waited for still goes on.
    if (reason !== undefined) {
      runs.cancel(reason);
      restoring.cancel();
    }
    if (ending) return;
    ending = true;
    check.cancel('Latchkey was quit');
    // It is in time for the run's own clean-up, whose limit is 10 seconds (run/perform-run.ts).
    void Promise.all([runs.current(), check.current(), restoring.current()])
      .catch(() => undefined)
      // The panel that sent the click gets its answer first.
      .then(() => setImmediate(leave));
  };
  const ask = async (): Promise<void> => {
    if (asking || ending) return;
    const question: Question | undefined =
      runs.current() !== undefined ? 'backup' : restoring.current() !== undefined ? 'restore' : undefined;
    if (question === undefined) {
      end(undefined);
      return;
    }
    asking = true;
    const choice = await askAbout(question, window(), language());
    asking = false;
    if (choice === 'cancel') end('Latchkey was quit');
    else if (choice === 'wait') end(undefined);
  };

  app.on('before-quit', (event) => {
    // Every way out leads through `end`; Electron's own would cut a run short.
    event.preventDefault();
    void ask();
  });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      end(`ended by ${signal}`);
    });
  }
  const onShutdown = (event: Electron.Event): void => {
    // It is put off until we have gone (logind's inhibitor lock, taken by Electron).
    event.preventDefault();
    end(CUT_SHORT.shutdown);
  };
  // The event comes with this argument (Electron's documentation of powerMonitor); its types have forgotten that.
  powerMonitor.on('shutdown', onShutdown as () => void);
  return {
    quit: () => void ask(),
    leaveWhenDone: () => {
      end(undefined);
    },
  };
}

type Question = 'backup' | 'restore';

async function askAbout(
  question: Question,
  window: BrowserWindow | undefined,
  { words }: Language,
): Promise<'cancel' | 'wait' | 'stay'> {
  const say = words.dialogs.quit;
  const isBackup = question === 'backup';
  const options = {
    type: 'question' as const,
    title: 'Latchkey',
    message: isBackup ? say.running : say.restoring,
    detail: isBackup ? say.lost : say.restoreLost,
    buttons: [say.wait, isBackup ? say.cancel : say.cancelRestore, say.stay],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return (['wait', 'cancel', 'stay'] as const)[response] ?? 'stay';
}
