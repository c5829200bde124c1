/**
 * The service that measures the disk, as a real process without Electron, asked as a window asks it: by itself, over a line
 * that the main process's own handlers give it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { SCANS_DIRECTORY } from '../../electron/exclude/own-directories';
import { createDiskHandlers, type DiskHandlers } from '../../electron/main/disk-handlers';
import type { TrashQuestion } from '../../electron/main/trash-handlers';
import type { SpaceServicePort } from '../../electron/main/space-service-client';
import { takeAnswer } from '../../shared/answer-requests';
import type { ListChange } from '../../shared/ipc-excludes';
import type { Port } from '../../shared/ipc-port';
import { serviceEvents, serviceRequests } from '../../shared/ipc-service';
import type { SpaceChange, UsageState, UsageView, ViewRequest } from '../../shared/ipc-space';
import type { Input, Output } from '../../shared/ipc';
import { success, type Result } from '../../shared/result';
import { ServiceLine } from '../../shared/service-line';
import { PROJECT, type Sandbox } from './sandbox';
import { until } from './until';

const SERVICE = join(PROJECT, 'dist/space-service.mjs');

type ServiceChannel = keyof typeof serviceRequests;
type Asked = { [C in ServiceChannel]: (input: Input<C>) => Promise<Result<Output<C>>> };

export class ServiceUnderTest {
  readonly changes: SpaceChange[] = [];
  readonly copied: string[] = [];
  readonly questions: TrashQuestion[] = [];
  consent = true;
  readonly handlers: DiskHandlers & Asked;
  readonly listChanges: ListChange[] = [];
  readonly close: () => Promise<void>;
  children: ChildProcess[] = [];
  folder: string | undefined;
  readonly keptScans: string;
  readonly environment: Record<string, string>;
  readonly #files: string[];
  #lost: () => void = () => undefined;

  constructor(sandbox: Sandbox) {
    this.environment = sandbox.environment;
    this.#files = [
      join(sandbox.config, 'settings.json'),
      join(sandbox.config, 'exclude'),
      join(PROJECT, 'dist/usage-worker.mjs'),
      (this.keptScans = join(sandbox.state, 'latchkey', SCANS_DIRECTORY)),
    ];
    const created = createDiskHandlers({
      fork: () => this.fork(),
      desktop: {
        chooseFolder: () => Promise.resolve(this.folder),
        showInFiles: () => ({ ok: true, value: null }),
        copyText: (text) => this.copied.push(text),
        openFile: () => Promise.resolve({ ok: true, value: null }),
        askToTrash: (question) => {
          this.questions.push(question);
          return Promise.resolve(this.consent);
        },
      },
    });
    const line = new ServiceLine(async (lost) => {
      this.#lost = lost;
      const connected = await created.handlers['disk.connect'](null);
      return connected.ok ? success(windowPortOf(this.children.at(-1))) : connected;
    });
    line.listen((event, value) => {
      if (event === 'space.changed') this.changes.push(serviceEvents[event].parse(value));
      if (event === 'excludes.changed') this.listChanges.push(serviceEvents[event].parse(value));
    });
    const asked = Object.entries(serviceRequests).map(([name, { output }]) => [
      name,
      async (input: unknown) => takeAnswer(name, output, await line.ask(name, input)),
    ]);
    this.handlers = { ...created.handlers, ...(Object.fromEntries(asked) as Asked) };
    this.close = created.close;
  }

  fork(): SpaceServicePort {
    const child = fork(SERVICE, this.#files, {
      serialization: 'advanced',
      env: this.environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.children.push(child);
    child.once('exit', () => {
      this.#lost();
    });
    return portOf(child);
  }

  get pid(): number {
    return this.children.at(-1)?.pid ?? 0;
  }

  get state(): UsageState {
    const state = this.changes.at(-1)?.state;
    if (state === undefined) throw new Error('nothing was told yet');
    return state;
  }

  async scan(): Promise<number> {
    const tree = expectValue(await this.handlers['space.scan']({ what: 'roots' }));
    await this.settled();
    return tree;
  }

  /** A disk that nobody has read since the machine started takes its time. */
  settled(): Promise<void> {
    return until(
      () => this.state.phase !== 'scanning' && this.state.sums !== null,
      () => JSON.stringify(this.state),
      80_000,
    );
  }

  async view(request: Partial<ViewRequest> & { tree: number }): Promise<UsageView> {
    const usual = {
      node: 0,
      columns: 8,
      height: 1000,
      measure: 'used',
      order: 'largest',
      hideExcluded: false,
      since: null,
    };
    const view = expectValue(await this.handlers['space.view']({ ...usual, ...request } as ViewRequest));
    if (view === null) throw new Error('there is no such tree');
    return view;
  }

  /** The box of this name, with its numbers. */
  async box(tree: number, name: string): Promise<BoxRow> {
    const found = rowsOf(await this.view({ tree })).find((row) => row.name === name);
    if (found === undefined) throw new Error(`no box "${name}"`);
    return found;
  }
}

export interface BoxRow {
  name: string;
  node: number;
  size: number;
  fate: number;
  line: number;
  column: number;
}

export function rowsOf({ boxes }: UsageView): BoxRow[] {
  return boxes.names.split('\n').map((name, index) => ({
    name,
    node: boxes.node[index] ?? 0,
    size: boxes.size[index] ?? 0,
    fate: boxes.fate[index] ?? 0,
    line: boxes.line[index] ?? 0,
    column: boxes.column[index] ?? 0,
  }));
}

function portOf(child: ChildProcess): SpaceServicePort {
  const post = (message: unknown): void => {
    if (child.connected) child.send(message as string);
  };
  return {
    post,
    onMessage: (listener) => {
      child.on('message', (message) => {
        if (!isWindows(message)) listener(message);
      });
    },
    onExit: (listener) => child.once('exit', listener),
    connectWindow: () => {
      post('connect');
      return true;
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** A window's end of the line, where no port passes (electron/space/parent-port.ts). */
function windowPortOf(child: ChildProcess | undefined): Port {
  if (child === undefined) throw new Error('no service runs');
  return {
    post: (message) => {
      if (child.connected) child.send({ window: message });
    },
    listen: (listener) => {
      child.on('message', (message) => {
        if (isWindows(message)) listener(message.window);
      });
    },
  };
}

function isWindows(message: unknown): message is { window: unknown } {
  return typeof message === 'object' && message !== null && 'window' in message;
}

export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
