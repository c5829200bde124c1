/** What the Files view may ask. Folders that a person chose stay here, behind tokens; everything real is electron/files. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import {
  MOST_NAMED,
  type FilesChannel,
  type FilesInput,
  type FilesOutput,
  type RestoreRecord,
  type RestoreState,
} from '../../shared/ipc-files';
import { failure, success, type Result } from '../../shared/result';
import { Access, GRANT_COMMANDS } from '../files/access';
import { findMoved } from '../files/find-moved';
import { FolderListings } from '../files/folder-listings';
import { lookAtFile } from '../files/look';
import { copiesDirectory, copyToOpen } from '../files/open-copies';
import { checkPath } from '../files/plain-path';
import { describeWanted, requestFor } from '../files/preview';
import { describeRefused, listRecords, placeToShow } from '../files/records';
import { Restoring } from '../files/restoring';
import { shown } from '../files/shown';
import { findEverywhere } from '../files/find-everywhere';
import { readVersions } from '../files/through-snapshots';
import { baseOf, parentOf } from '../restore/bytes';
import { removeStaging } from '../restore/stage';
import type { RestoreRequest } from '../restore/look-at-snapshot';
import { restore, resume } from '../restore/restore';
import { undo } from '../restore/undo';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { ChosenFolders } from './chosen-folders';
import type { Desktop } from './desktop';
import { openPath } from './open-path';

export type FilesHandlers = {
  [C in FilesChannel]: (input: FilesInput<C>) => Promise<Result<FilesOutput<C>>>;
};

interface Parts {
  paths: UserPaths;
  bundles: Bundles;
  desktop: Pick<Desktop, 'chooseFolder' | 'showInFiles' | 'copyText'>;
  tell: (state: RestoreState) => void;
  ended: (record: RestoreRecord) => void;
  keepAwake: () => () => Promise<void>;
}

export interface Files {
  handlers: FilesHandlers;
  restoring: Restoring;
  /** The one connection to a host, whoever opened it. */
  access: Pick<Access, 'take' | 'granted' | 'source'>;
  /** The window has closed: a restore goes on. */
  forget: () => void;
  /** The application ends. */
  close: () => void;
}

export function createFilesHandlers({ paths, bundles, desktop, ...told }: Parts): Files {
  const restores = paths.restoresDirectory;
  const copies = copiesDirectory(paths.stateDirectory);
  const access = new Access(paths, bundles);
  const listings = new FolderListings();
  const folders = new ChosenFolders();
  const restoring = new Restoring({ restores, ...told });
  /** Since the last window was closed. */
  let isLookedAt = false;
  /** Where the listings that are kept are from. */
  let listed: string | undefined;
  /** Of what only the window waits for. */
  let asking = new AbortController();
  let finding = new AbortController();
  /** Lists all that is chosen: who goes elsewhere has chosen nothing any more. */
  let previewing = new AbortController();
  let folderInSight = '';
  // Of a time before that was not ended by us. What came out of a snapshot may be closed even to its owner.
  const swept = existsSync(copies) ? removeStaging(copies) : Promise.resolve();

  const wanted = (input: FilesInput<'files.restore'>): Result<RestoreRequest> => {
    const source = access.source();
    const folder = input.folder === null ? undefined : folders.pathOf(input.folder);
    return source.ok ? requestFor(source.value, input, folder) : source;
  };
  const lookedAt = (backups: FilesOutput<'files.backups'>): Result<FilesOutput<'files.backups'>> => {
    isLookedAt = true;
    const { access: found } = backups;
    const place = found.is === 'open' ? `${found.name} ${found.only}` : undefined;
    // Another disk or host, or another grant: what was listed is not what it has.
    if (place !== listed) listings.forget();
    listed = place;
    return success(backups);
  };
  const handlers: FilesHandlers = {
    'files.backups': async () => lookedAt(await access.look()),
    'files.turn-to': async (destination) => {
      previewing.abort();
      return lookedAt(await access.turnTo(destination));
    },
    'files.unlock': ({ code }) => {
      listings.forget();
      return access.unlock(code);
    },
    'files.lock': async () => {
      await access.lock();
      listings.forget();
      return success(null);
    },
    'files.copy-command': ({ index }) => {
      const command = GRANT_COMMANDS[index];
      if (command === undefined) return refused('there is no such command');
      desktop.copyText(command);
      return Promise.resolve(success(null));
    },
    'files.folder': (request) => {
      const path = checkPath(request.path);
      const folder = `${request.snapshot} ${request.path}`;
      if (folder !== folderInSight) previewing.abort();
      folderInSight = folder;
      return path.ok ? access.ask((source) => listings.read(source, request)) : Promise.resolve(path);
    },
    'files.versions': (input) => {
      const path = checkPath(input.path);
      return path.ok ? access.ask((source) => readVersions(source, path.value)) : Promise.resolve(path);
    },
    'files.moved': async (input) => {
      const path = checkPath(input.path);
      if (!path.ok) return path;
      const { signal } = asking;
      const moved = await access.ask((source) => findMoved(source, path.value, signal));
      if (!moved.ok || moved.value === undefined) return moved.ok ? success(null) : moved;
      const to = moved.value;
      return success({ path: to, name: shown(baseOf(to)), folder: shown(parentOf(to)) });
    },
    'files.find': async (input) => {
      // Who types on wants the newest answer; the others would only take its time.
      finding.abort();
      const own = new AbortController();
      finding = own;
      const found = await access.ask((source) =>
        findEverywhere({ source, others: access.others() }, input, own.signal),
      );
      return own.signal.aborted ? refused('another search has begun since') : found;
    },
    'files.look': (place) => {
      const path = checkPath(place.path);
      return path.ok ? access.ask((source) => lookAtFile(source, place)) : Promise.resolve(path);
    },
    'files.open-copy': async (place) => {
      const path = checkPath(place.path);
      if (!path.ok) return path;
      const { signal } = asking;
      await swept;
      mkdirSync(copies, { recursive: true, mode: 0o700 });
      const copy = await access.ask((source) => copyToOpen(source, place, copies, signal));
      return copy.ok ? openPath(copy.value) : copy;
    },
    'files.choose-folder': async () => {
      const folder = await desktop.chooseFolder();
      return success(folder === undefined ? null : { token: folders.keep(folder), shown: folder });
    },
    'files.preview': async (input) => {
      const request = wanted(input);
      if (!request.ok) return request;
      const { signal } = (previewing = new AbortController());
      return access.ask(() => describeWanted(request.value, signal));
    },
    'files.restore': async (input) => {
      const request = wanted(input);
      if (!request.ok) return request;
      return restoring.begin('restore', input.snapshot, (context) => restore(request.value, context));
    },
    'files.cancel': () => {
      restoring.cancel();
      return Promise.resolve(success(null));
    },
    'files.resume': () => {
      const state = restoring.state();
      const snapshot = state.is === 'idle' ? (state.unfinished?.snapshot ?? null) : null;
      return restoring.begin('resume', snapshot, (context) => resume(bundles, context, access.granted()));
    },
    'files.undo': async () => {
      const undone = await restoring.undo(() => undo(restores, new Date()));
      if (!undone.ok) return undone;
      const { removed, returned, kept, refused: notTaken } = undone.value;
      return success({
        ...{ removed: removed.length, returned: returned.length },
        kept: kept.slice(0, MOST_NAMED).map(({ as }) => shown(as)),
        refused: describeRefused(notTaken.slice(0, MOST_NAMED)),
      });
    },
    'files.state': () => Promise.resolve(success(restoring.state())),
    'files.records': ({ most }) => {
      const isRunning = restoring.current() !== undefined;
      return Promise.resolve(success(listRecords(restores, most, new Date(), isRunning)));
    },
    'files.show': ({ id }) => {
      const place = placeToShow(restores, id);
      return place === undefined ? refused('nothing of it came back') : desktop.showInFiles(place);
    },
  };
  return {
    handlers,
    restoring,
    access,
    forget: () => {
      isLookedAt = false;
      access.rest();
      asking.abort();
      asking = new AbortController();
      finding.abort();
      previewing.abort();
      folders.forget();
      listings.forget();
      // A host stays open for what comes back from it, and no longer than there is somebody to see that it is.
      const current = restoring.current() ?? Promise.resolve();
      void current.then(() => (isLookedAt ? undefined : access.lock()));
    },
    close: () => {
      asking.abort();
      finding.abort();
      previewing.abort();
      access.rest();
      void access.lock();
      try {
        rmSync(copies, { recursive: true, force: true });
      } catch {
        // Half a copy, of which something is closed: the next start removes it.
      }
    },
  };
}

function refused(detail: string): Promise<Result<never>> {
  return Promise.resolve(failure({ code: 'request-refused', detail }));
}
