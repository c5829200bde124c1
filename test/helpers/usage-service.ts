/** The service that measures the disk, as a real process without Electron, behind the main process's own handlers. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { ExcludesHandlers } from '../../electron/main/excludes-handlers';
import { createUsageHandlers, type UsageHandlers } from '../../electron/main/usage-handlers';
import type { UsageServicePort } from '../../electron/main/usage-service-client';
import type { UsageChange } from '../../electron/usage-service/messages';
import type { ListChange } from '../../shared/ipc-excludes';
import type { UsageState, UsageView, ViewRequest } from '../../shared/ipc-usage';
import type { Result } from '../../shared/result';
import { PROJECT, type Sandbox } from './sandbox';
import { until } from './until';

const SERVICE = join(PROJECT, 'dist/usage-service.mjs');

export class ServiceUnderTest {
  readonly changes: UsageChange[] = [];
  readonly copied: string[] = [];
  readonly handlers: UsageHandlers & ExcludesHandlers;
  readonly listChanges: ListChange[] = [];
  readonly close: () => Promise<void>;
  children: ChildProcess[] = [];
  folder: string | undefined;
  readonly environment: Record<string, string>;

  constructor(sandbox: Sandbox) {
    this.environment = sandbox.environment;
    const created = createUsageHandlers({
      paths: {
        settingsFile: join(sandbox.config, 'settings.json'),
        excludeFile: join(sandbox.config, 'exclude'),
      },
      workerFile: join(PROJECT, 'dist/usage-worker.mjs'),
      fork: () => this.fork(),
      emit: (_event, value) => {
        this.changes.push(value);
      },
      emitList: (change) => {
        this.listChanges.push(change);
      },
      desktop: {
        chooseFolder: () => Promise.resolve(this.folder),
        showInFiles: () => ({ ok: true, value: null }),
        copyText: (text) => this.copied.push(text),
      },
    });
    this.handlers = created.handlers;
    this.close = created.close;
  }

  fork(): UsageServicePort {
    const child = fork(SERVICE, [], {
      serialization: 'advanced',
      env: this.environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.children.push(child);
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
    const tree = expectValue(await this.handlers['usage.scan']({ what: 'roots' }));
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
    };
    const view = expectValue(await this.handlers['usage.view']({ ...usual, ...request } as ViewRequest));
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

function portOf(child: ChildProcess): UsageServicePort {
  return {
    post: (message) => {
      if (child.connected) child.send(message as object);
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill('SIGKILL'),
  };
}

export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
