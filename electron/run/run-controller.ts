/**
 * Starts runs, one at a time, and tells who listens. The tray, the window and `--run` all go through here; a start
 * while a run is under way joins it.
 */
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { runProgram } from '../../process/run-program';
import { takeLock } from '../../process/process-lock';
import type { Outcome, Refused } from '../../shared/outcome';
import { failure, success, type Result } from '../../shared/result';
import type { RunEvent, RunResult, RunState } from '../../shared/run-events';
import type { Settings } from '../../shared/settings';
import { readExcludeFile } from '../exclude/exclude-file';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { checkLocalStore } from './check-store';
import { publishCurrentRun } from './current-run';
import { appendOutcome } from './history';
import { performRun, type PerformedRun } from './perform-run';
import { findPrograms } from './programs';
import type { Bundles, RunContext, RunPurpose } from './run-context';
import { sweepRunDirectories } from './run-directory';
import { openRunLog, type RunLog } from './run-log';
import { nextState, type RunStep } from './run-state';
import { StopSignal } from './stop-signal';

export interface RunRequest {
  purpose: RunPurpose;
  /** Default 60 seconds. */
  windowMs?: number;
}

const WINDOW_MS = 60_000;
const NOBODY: Refused = { commands: 0, reasons: [], peers: [] };

export class RunController {
  readonly #paths: UserPaths;
  readonly #bundles: Bundles;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #state: RunState = { phase: 'idle' };
  #current: { result: Promise<RunResult>; stop: StopSignal } | undefined;

  constructor(paths: UserPaths, bundles: Bundles) {
    this.#paths = paths;
    this.#bundles = bundles;
  }

  /** Returns how to stop listening. */
  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts a run, or joins the one under way in this process. */
  start(request: RunRequest): Promise<RunResult> {
    if (this.#current !== undefined) return this.#current.result;
    const stop = new StopSignal();
    const result = this.#run(request, stop).finally(() => {
      this.#current = undefined;
    });
    this.#current = { result, stop };
    return result;
  }

  /** Ends the run under way; its result tells when it is over. */
  cancel(reason: string): void {
    this.#current?.stop.stop({ kind: 'cancelled', reason });
  }

  async #run(request: RunRequest, stop: StopSignal): Promise<RunResult> {
    mkdirSync(this.#paths.stateDirectory, { recursive: true, mode: 0o700 });
    const lock = takeLock(this.#paths.lockFile);
    if (!lock.ok) {
      return { started: false, failure: { code: 'already-running', pid: lock.holder?.pid ?? 0 } };
    }
    const published = publishCurrentRun(this.#paths.currentRunFile, request.purpose !== 'backup');
    const unsubscribe = this.subscribe(published.onEvent);
    try {
      sweepRunDirectories();
      this.#advance({ step: 'start' });
      return await this.#runLocked(request, stop);
    } finally {
      unsubscribe();
      published.remove();
      lock.release();
    }
  }

  async #runLocked(request: RunRequest, stop: StopSignal): Promise<RunResult> {
    const startedAt = new Date();
    const id = `${startedAt.toISOString().replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
    const log = openRunLog(this.#paths.logDirectory, id);
    const unsubscribe = this.subscribe((event) => {
      if (event.type === 'state' && event.state.phase !== 'finished') log.write(JSON.stringify(event.state));
      if (event.type === 'report' && event.report.type !== 'progress')
        log.write(JSON.stringify(event.report));
    });
    try {
      const prepared = await this.#prepare(request, stop, log);
      const performed = prepared.ok
        ? await this.#perform(prepared.value)
        : { ending: { result: 'failed' as const, failure: prepared.failure }, refused: NOBODY };
      const settings = prepared.ok ? prepared.value.settings : undefined;
      const outcome: Outcome = {
        schemaVersion: 1,
        id,
        startedAt: startedAt.toISOString(),
        finishedAt: new Date().toISOString(),
        host: settings === undefined ? '' : nameOfHost(settings),
        roots: settings?.roots ?? [],
        refused: performed.refused,
        ...performed.ending,
      };
      log.write(`outcome: ${JSON.stringify(outcome)}`);
      // A dry run or a check backs nothing up: it must not look like a backup in the history.
      if (request.purpose === 'backup') this.#record(outcome);
      this.#advance({ step: 'clean-up' });
      this.#advance({ step: 'finish', outcome });
      return { started: true, outcome };
    } finally {
      unsubscribe();
      log.close();
    }
  }

  /** The snapshot is there or not, whether or not a full disk lets us write that down. */
  #record(outcome: Outcome): void {
    try {
      appendOutcome(this.#paths.historyFile, outcome);
    } catch (error) {
      const message = `The history could not be written: ${(error as Error).message}`;
      this.#emit({ type: 'warning', message });
    }
  }

  /** A defect ends the run, not the program, and is on record like any other failure. */
  async #perform(context: RunContext): Promise<PerformedRun> {
    try {
      return await performRun(context, (step) => {
        this.#advance(step);
      });
    } catch (error) {
      context.log(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const detail = error instanceof Error ? error.message : String(error);
      return { ending: { result: 'failed', failure: { code: 'internal', detail } }, refused: NOBODY };
    }
  }

  /** Reads and checks all that can be known before anything is opened to the outside. */
  async #prepare(request: RunRequest, stop: StopSignal, log: RunLog): Promise<Result<RunContext>> {
    const settings = readSettings(this.#paths.settingsFile);
    if (!settings.ok) return settings;
    const excludeList = readExcludeFile(this.#paths.excludeFile);
    if (!excludeList.ok) return excludeList;
    const programs = findPrograms();
    if (!programs.ok) return programs;
    const { roots, host } = settings.value;
    const readable = checkRoots(roots);
    if (!readable.ok) return readable;
    if (host.kind === 'local') {
      const store = await checkLocalStore({
        directory: host.directory,
        roots,
        excludeList: excludeList.value,
        rsync: programs.value.rsync,
      });
      if (!store.ok) return store;
      for (const root of store.value.sameDisk) {
        const message = `${host.directory} is on the same disk as ${root}: if that disk breaks, both are gone.`;
        this.#emit({ type: 'warning', message });
      }
    }
    return success({
      settings: settings.value,
      excludeList: excludeList.value,
      programs: programs.value,
      rsyncVersion: await versionOfRsync(programs.value.rsync),
      bundles: this.#bundles,
      purpose: request.purpose,
      windowMs: request.windowMs ?? WINDOW_MS,
      stop,
      emit: (event) => {
        this.#emit(event);
      },
      log: log.write,
    });
  }

  #advance(step: RunStep): void {
    const next = nextState(this.#state, step);
    if (next === this.#state) return;
    this.#state = next;
    this.#emit({ type: 'state', state: next });
  }

  #emit(event: RunEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

export function nameOfHost({ host }: Settings): string {
  return host.kind === 'local' ? host.directory : host.destination;
}

/** A root that is not there must not become an empty backup. Fails with root-unreadable. */
function checkRoots(roots: readonly string[]): Result<undefined> {
  for (const root of roots) {
    try {
      accessSync(root, constants.R_OK | constants.X_OK);
    } catch (error) {
      return failure({ code: 'root-unreadable', root, detail: (error as Error).message });
    }
  }
  return success(undefined);
}

/** Such as "3.5.0"; the guard needs it to know what its rsync says at the start of a connection. */
async function versionOfRsync(rsync: string): Promise<string> {
  const { stdout } = await runProgram({ file: rsync, args: ['--version'], timeoutMs: 10_000 });
  return /version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? '0.0.0';
}
