/** What the person's desktop does for a window: choosing a folder or a file, showing one, the clipboard. */
import { join } from 'node:path';
import { app, clipboard, dialog, type BrowserWindow } from 'electron';
import type { Bus } from '../bus/open-bus';
import type { Result } from '../../shared/result';
import { showInFiles } from './show-in-files';

export interface Desktop {
  /** `start`: where the dialog begins. Undefined: the person chose none. */
  chooseFolder: (start?: string) => Promise<string | undefined>;
  /** A name for a new JSON file. The dialog asks before it takes one that is there. */
  chooseFileToSave: (suggested: string) => Promise<string | undefined>;
  showInFiles: (path: string) => Promise<Result<null>>;
  copyText: (text: string) => void;
}

/** @param window whose dialog it is */
export function desktopOf(
  window: () => BrowserWindow | undefined,
  sessionBus: Promise<Bus | undefined>,
): Desktop {
  return {
    chooseFolder: async (start) => {
      const parent = window();
      if (parent === undefined) return undefined;
      const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
        properties: ['openDirectory', 'createDirectory'],
        ...(start !== undefined && { defaultPath: start }),
      });
      return canceled ? undefined : filePaths[0];
    },
    chooseFileToSave: async (suggested) => {
      const parent = window();
      if (parent === undefined) return undefined;
      const { canceled, filePath } = await dialog.showSaveDialog(parent, {
        defaultPath: join(app.getPath('documents'), suggested),
        filters: [{ name: 'JSON', extensions: ['json'] }],
      });
      return canceled || filePath === '' ? undefined : filePath;
    },
    showInFiles: async (path) => showInFiles(await sessionBus, path),
    copyText: (text) => {
      void clipboard.writeText(text);
    },
  };
}
