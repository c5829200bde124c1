/** What the person's desktop does for a window: choosing a folder, showing a file, the clipboard. */
import { clipboard, dialog, shell, type BrowserWindow } from 'electron';
import { success, type Result } from '../../shared/result';

export interface Desktop {
  /** `start`: where the dialog begins. Undefined: the person chose none. */
  chooseFolder: (start?: string) => Promise<string | undefined>;
  showInFiles: (path: string) => Result<null>;
  copyText: (text: string) => void;
}

/** @param window whose dialog it is */
export function desktopOf(window: () => BrowserWindow | undefined): Desktop {
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
    showInFiles: (path) => {
      shell.showItemInFolder(path);
      return success(null);
    },
    copyText: (text) => {
      void clipboard.writeText(text);
    },
  };
}
