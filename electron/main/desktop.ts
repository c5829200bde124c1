/** What the person's desktop does for a window: choosing a folder or a file, showing one, the clipboard. */
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, clipboard, dialog, type BrowserWindow } from 'electron';
import type { Bus } from '../bus/open-bus';
import { failure, success, type Result } from '../../shared/result';
import type { Language } from '../../shared/words/language';
import { isProgram, openPath } from './open-path';
import type { TrashQuestion } from './trash-handlers';

/** https://www.freedesktop.org/wiki/Specifications/file-manager-interface/ */
const FILE_MANAGER = {
  destination: 'org.freedesktop.FileManager1',
  path: '/org/freedesktop/FileManager1',
  interface: 'org.freedesktop.FileManager1',
} as const;

export interface Desktop {
  /** `start`: where the dialog begins. Undefined: the person chose none. */
  chooseFolder: (start?: string) => Promise<string | undefined>;
  /** A name for a new file, with the ending of the suggested one. The dialog asks before it takes one that is there. */
  chooseFileToSave: (suggested: string) => Promise<string | undefined>;
  showInFiles: (path: string) => Promise<Result<null>>;
  /** Refused for what is a program: nothing is run from here. */
  openFile: (path: string) => Promise<Result<null>>;
  copyText: (text: string) => void;
  askToTrash: (question: TrashQuestion) => Promise<boolean>;
}

/** @param window whose dialog it is */
export function desktopOf(
  window: () => BrowserWindow | undefined,
  sessionBus: Promise<Bus | undefined>,
  language: () => Language,
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
      const extension = extname(suggested).slice(1);
      const { canceled, filePath } = await dialog.showSaveDialog(parent, {
        defaultPath: join(app.getPath('documents'), suggested),
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      return canceled || filePath === '' ? undefined : filePath;
    },
    showInFiles: async (path) => showInFiles(await sessionBus, path),
    openFile: async (path) =>
      (await isProgram(path))
        ? failure({ code: 'not-opened', detail: `${path}: it is a program` })
        : openPath(path),
    askToTrash: async ({ name, path, bytes, entries }) => {
      const { words, formats } = language();
      const say = words.dialogs.trash;
      const parent = window();
      if (parent === undefined) return false;
      const { response } = await dialog.showMessageBox(parent, {
        type: 'question',
        title: 'Latchkey',
        message: say.question(name, formats.bytes(bytes)),
        detail: entries === null ? say.detail(path) : say.folder(path, entries),
        buttons: [say.move, say.keep],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      });
      return response === 0;
    },
    copyText: (text) => {
      void clipboard.writeText(text);
    },
  };
}

/**
 * Shows a file in the person's file manager, or says that there is none. Electron's own way to do so is silent where
 * nobody answers.
 */
async function showInFiles(bus: Bus | undefined, path: string): Promise<Result<null>> {
  try {
    if (bus === undefined) throw new Error('no session bus');
    const body = [[pathToFileURL(path).href], ''];
    await bus.call({ ...FILE_MANAGER, member: 'ShowItems', signature: 'ass', body, autoStart: true });
    return success(null);
  } catch {
    // None that can point at a file; its folder opens with whatever opens folders.
    return openPath(dirname(path));
  }
}
