/** What of the disk only the main process can do: paths that a person chose stay here, behind tokens. */
import type { Handlers } from '../../shared/answer-requests';
import type { diskRequests } from '../../shared/ipc-disk';
import { success, type Result } from '../../shared/result';
import { ChosenFolders } from './chosen-folders';
import { createTrashHandlers, type TrashQuestion } from './trash-handlers';
import { SpaceServiceClient, type SpaceServicePort } from './space-service-client';

export type DiskHandlers = Handlers<typeof diskRequests>;

interface Parts {
  fork: () => SpaceServicePort;
  desktop: {
    /** Undefined: the person chose none. */
    chooseFolder: () => Promise<string | undefined>;
    showInFiles: (path: string) => Result<null> | Promise<Result<null>>;
    openFile: (path: string) => Promise<Result<null>>;
    copyText: (text: string) => void;
    askToTrash: (question: TrashQuestion) => Promise<boolean>;
  };
}

/**
 * @returns `scanDraft`: for the first-run wizard, which knows the paths behind its own tokens; `close`: to be called when
 * the last window has closed, since the tray needs none of what was measured
 */
export function createDiskHandlers({ fork, desktop }: Parts): {
  handlers: DiskHandlers;
  scanDraft: (roots: string[]) => Promise<Result<number>>;
  close: () => Promise<void>;
} {
  const service = new SpaceServiceClient(fork);
  const folders = new ChosenFolders();
  const trash = createTrashHandlers(service, desktop.askToTrash);
  return {
    handlers: {
      'disk.connect': () => service.connectWindow(),
      'disk.choose-folder': async () => {
        const path = await desktop.chooseFolder();
        if (path === undefined) return success(null);
        return success({ token: folders.keep(path), name: path });
      },
      'disk.scan-folder': ({ token }) => {
        const path = folders.chosen(token);
        return path.ok ? service.ask('scan-folders', { what: 'path', path: path.value }) : path;
      },
      'disk.show-in-files': async (input) => {
        const path = await service.ask('path', input);
        return path.ok ? desktop.showInFiles(path.value) : path;
      },
      'disk.open': async (input) => {
        const path = await service.ask('path', input);
        return path.ok ? desktop.openFile(path.value) : path;
      },
      ...trash.handlers,
      'disk.copy-path': async (input) => {
        const path = await service.ask('path', input);
        if (!path.ok) return path;
        desktop.copyText(path.value);
        return success(null);
      },
    },
    scanDraft: (roots) => service.ask('scan-folders', { what: 'draft', roots }),
    close: async () => {
      folders.forget();
      trash.forget();
      await service.close();
    },
  };
}
