/** What the Space view may ask. Paths that a person chose stay here, behind tokens; the service does the rest. */
import { randomUUID } from 'node:crypto';
import type { ListChange } from '../../shared/ipc-excludes';
import type { SetupInput, SetupOutput } from '../../shared/ipc-setup';
import type { UsageChannel, UsageInput, UsageOutput } from '../../shared/ipc-usage';
import { failure, success, type Result } from '../../shared/result';
import type { UsageChange } from '../usage-service/messages';
import { createExcludesHandlers, type ExcludesHandlers } from './excludes-handlers';
import { UsageServiceClient, type UsageServicePort } from './usage-service-client';

export type UsageHandlers = {
  [C in UsageChannel]: (input: UsageInput<C>) => Promise<Result<UsageOutput<C>>>;
};

interface Parts {
  paths: { settingsFile: string; excludeFile: string };
  /** The bundle of the scan's workers, as a file outside of any archive. */
  workerFile: string;
  fork: () => UsageServicePort;
  emit: (event: 'usage.changed', value: UsageChange) => void;
  emitList: (change: ListChange) => void;
  desktop: {
    /** Undefined: the person chose none. */
    chooseFolder: () => Promise<string | undefined>;
    showInFiles: (path: string) => Result<null> | Promise<Result<null>>;
    copyText: (text: string) => void;
  };
}

/** For the first-run wizard, which knows the paths behind its own tokens. */
export interface DraftScans {
  scan: (roots: string[]) => Promise<Result<number>>;
  weigh: (input: SetupInput<'setup.weigh'>) => Promise<Result<SetupOutput<'setup.weigh'>>>;
}

/** With the service everything that was measured is gone. */
const NOTHING_KNOWN: UsageChange['state'] = {
  tree: null,
  origin: { kind: 'scan', roots: [] },
  ...{ phase: 'none', entries: 0, folders: 0, seconds: 0, unreadable: 0 },
  ...{ sums: null, excludes: 'usable', undo: null },
};

/** @returns `close`: to be called when the last window has closed, since the tray needs none of what was measured */
export function createUsageHandlers({ paths, workerFile, fork, emit, emitList, desktop }: Parts): {
  handlers: UsageHandlers & ExcludesHandlers;
  draft: DraftScans;
  close: () => Promise<void>;
} {
  const service = new UsageServiceClient({
    settingsFile: paths.settingsFile,
    excludeFile: paths.excludeFile,
    workerFile,
    fork,
    changed: (change) => {
      emit('usage.changed', change);
    },
    listChanged: emitList,
    ended: () => {
      emit('usage.changed', { state: NOTHING_KNOWN, view: null });
    },
  });
  const chosen = new Map<string, string>();
  const pathOf = async (input: UsageInput<'usage.copy-path'>): Promise<Result<string>> => {
    const path = await service.ask('path', input);
    if (!path.ok) return path;
    return path.value === null
      ? failure({ code: 'request-refused', detail: 'it is not there any more' })
      : success(path.value);
  };
  const handlers: UsageHandlers & ExcludesHandlers = {
    ...createExcludesHandlers(service),
    'usage.scan': (target) => {
      if (target.what !== 'chosen') return service.ask('scan', target);
      const path = chosen.get(target.token);
      return path === undefined
        ? Promise.resolve(failure({ code: 'request-refused', detail: 'no folder was chosen' }))
        : service.ask('scan', { what: 'path', path });
    },
    'usage.cancel': () => service.ask('cancel', null),
    'usage.state': () => service.ask('state', null),
    'usage.view': (request) => service.ask('view', request),
    'usage.node': (input) => service.ask('node', input),
    'usage.list': (input) => service.ask('list', input),
    'usage.leave-out': (input) => service.ask('leave-out', input),
    'usage.undo': () => service.ask('undo', null),
    'usage.open-list': (input) => service.ask('open-list', input),
    'usage.close-list': () => service.ask('close-list', null),
    'usage.choose-folder': async () => {
      const path = await desktop.chooseFolder();
      if (path === undefined) return success(null);
      const token = randomUUID();
      chosen.set(token, path);
      return success({ token, name: path });
    },
    'usage.show-in-files': async (input) => {
      const path = await pathOf(input);
      return path.ok ? desktop.showInFiles(path.value) : path;
    },
    'usage.copy-path': async (input) => {
      const path = await pathOf(input);
      if (!path.ok) return path;
      desktop.copyText(path.value);
      return success(null);
    },
  };
  return {
    handlers,
    draft: {
      scan: (roots) => service.ask('scan', { what: 'draft', roots }),
      weigh: (input) => service.ask('weigh', input),
    },
    close: async () => {
      chosen.clear();
      await service.close();
    },
  };
}
