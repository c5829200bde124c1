/** The Files view's requests as a window makes them, checked on both sides as the router does; without Electron. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFilesHandlers, type Files } from '../../electron/main/files-handlers';
import { userPaths } from '../../electron/settings/user-paths';
import type { Failure } from '../../shared/failures';
import {
  filesEvents,
  filesRequests,
  type FilesChannel,
  type FilesInput,
  type FilesOutput,
  type RestoreRecord,
  type RestoreState,
} from '../../shared/ipc-files';
import type { Result } from '../../shared/result';
import { BUNDLES, HOST_PROGRAM, type Sandbox } from './sandbox';

export interface FilesWindow {
  /** Throws where it fails. */
  ask: <C extends FilesChannel>(channel: C, input: FilesInput<C>) => Promise<FilesOutput<C>>;
  /** Throws where it succeeds. */
  failing: <C extends FilesChannel>(channel: C, input: FilesInput<C>) => Promise<Failure>;
  /** What it was told unasked. */
  told: RestoreState[];
  ended: RestoreRecord[];
  /** Settles when nothing is under way any more. */
  settled: () => Promise<RestoreState>;
  /** The next folder dialog is answered with it. */
  chooses: (folder: string | undefined) => void;
  copied: string[];
  shown: string[];
  forget: () => void;
  close: () => void;
  /** For what else of the main process starts a restore. */
  parts: Pick<Files, 'access' | 'restoring'>;
}

/** @param host another program in the place of the host's */
export function openFilesWindow(sandbox: Sandbox, host = HOST_PROGRAM): FilesWindow {
  let folder: string | undefined;
  const told: RestoreState[] = [];
  const ended: RestoreRecord[] = [];
  const copied: string[] = [];
  const shown: string[] = [];
  const files = createFilesHandlers({
    paths: userPaths(sandbox.environment),
    bundles: { ...BUNDLES, host },
    desktop: {
      chooseFolder: () => Promise.resolve(folder),
      showInFiles: (path) => {
        shown.push(path);
        return { ok: true, value: null } as never;
      },
      copyText: (text) => copied.push(text),
    },
    tell: (state) => {
      told.push(filesEvents['files.restoring'].parse(state));
    },
    ended: (record) => {
      ended.push(record);
    },
    keepAwake: () => () => Promise.resolve(),
  });
  const request = async <C extends FilesChannel>(
    channel: C,
    input: FilesInput<C>,
  ): Promise<Result<FilesOutput<C>>> => {
    const handle = files.handlers[channel] as (input: unknown) => Promise<Result<unknown>>;
    const result = await handle(filesRequests[channel].input.parse(input));
    return result.ok
      ? { ok: true, value: filesRequests[channel].output.parse(result.value) as FilesOutput<C> }
      : result;
  };
  return {
    ask: async (channel, input) => {
      const result = await request(channel, input);
      if (!result.ok) throw new Error(`${channel} failed: ${JSON.stringify(result.failure)}`);
      return result.value;
    },
    failing: async (channel, input) => {
      const result = await request(channel, input);
      if (result.ok) throw new Error(`${channel} did not fail`);
      return result.failure;
    },
    settled: async () => {
      await files.restoring.current();
      return files.restoring.state();
    },
    chooses: (path) => {
      folder = path;
    },
    ...{ told, ended, copied, shown, forget: files.forget, close: files.close, parts: files },
  };
}

/** Programs that are opened with xdg-open are written down instead. Returns what was; undo with `restore`. */
export function catchOpened(sandbox: Sandbox): { opened: () => string[]; restore: () => void } {
  const directory = join(sandbox.path, 'opener');
  mkdirSync(directory);
  const list = join(directory, 'opened');
  writeFileSync(list, '');
  writeFileSync(join(directory, 'xdg-open'), `#!/bin/sh\nprintf '%s\\0' "$1" >> '${list}'\n`, {
    mode: 0o755,
  });
  const { PATH } = process.env;
  process.env.PATH = `${directory}:${PATH ?? ''}`;
  return {
    opened: () => readFileSync(list, 'utf8').split('\0').slice(0, -1),
    restore: () => {
      process.env.PATH = PATH;
    },
  };
}
