/**
 * Starts runs, one at a time, and tells who listens. The tray, the window and `--run` all go through here; a start
 * while a run is under way joins it.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { takeLock, type LockResult } from '../../process/process-lock';
import { wasMade, type Outcome } from '../../shared/outcome';
import type { RunEvent, RunResult, RunState } from '../../shared/run-events';
import { failure, success, type Result } from '../../shared/result';
import type { Settings } from '../../shared/settings';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { clearAway } from './clear-away';
import { attemptBackup, wrapUp } from './attempt-backup';
import { publishCurrentRun } from './current-run';
import { endingOf, type AttemptEnding } from './decide-outcome';
import { recordOutcome } from './history';
import { findNotDue, findSkip } from './hold-back';
import { nameOfHost } from './name-of-host';
import { NOBODY, performRun, type PerformedRun } from './perform-run';
import { prepareRun } from './prepare-run';
import type { Bundles, RunContext, RunPurpose } from './run-context';
import { rememberRun } from './remember-run';
import { RUN_LIMITS, type RunLimits } from './run-limits';
import { openRunLog } from './run-log';
import { rememberRoots } from './seen-roots';
import { nextState, type RunStep } from './run-state';
import { StopSignal } from './stop-signal';

export interface RunRequest {
  purpose: RunPurpose;
  /** Not before it is due, and not against what holds it back; those who ask by hand leave this out. */
  onlyIfDue?: boolean;
  /** Those of RUN_LIMITS that shall be others. */
  limits?: Partial<RunLimits>;
}

/** What may still be said to a run under way. */
interface Handle {
  stop: StopSignal;
  /** Aborted: somebody asks by hand, nothing holds it back any more. */
  goAhead: AbortController;
}

/** An attempt, and what it was made with, as far as that could be read. */
interface Attempted extends Pick<PerformedRun, 'refused'> {
  ending: AttemptEnding;
}

export class RunController {
  readonly #paths: UserPaths;
  readonly #bundles: Bundles;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #state: RunState = { phase: 'idle' };
  #current: (Handle & { result: Promise<RunResult> }) | undefined;

  constructor(paths: UserPaths, bundles: Bundles) {
    this.#paths = paths;
    this.#bundles = bundles;
  }

  /** Returns how to stop listening. */
  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts a run, or joins the one under way in this process; "back up now" ends what it still waits for. */
  start(request: RunRequest): Promise<RunResult> {
    if (this.#current !== undefined) {
      if (request.purpose === 'backup' && request.onlyIfDue !== true) this.#current.goAhead.abort();
      return this.#current.result;
    }
    const handle = { stop: new StopSignal(), goAhead: new AbortController() };
    const result = this.#run(request, handle).finally(() => {
      this.#current = undefined;
    });
    this.#current = { ...handle, result };
    return result;
  }

  /** Ends the run under way; its result tells when it is over. */
  cancel(reason: string): void {
    this.#current?.stop.stop({ kind: 'cancelled', reason });
  }

  /** Clears away what a run has left whose process was killed; nothing to do while one is under way. */
  clearAway(): void {
    try {
      const lock = this.#takeLock();
      if (!lock.ok) return;
      clearAway(this.#paths);
      lock.release();
    } catch {
      // A full disk, or a state directory that is not ours: the next run says so.
    }
  }

  #takeLock(): LockResult {
    mkdirSync(this.#paths.stateDirectory, { recursive: true, mode: 0o700 });
    return takeLock(this.#paths.lockFile);
  }

  async #run(request: RunRequest, handle: Handle): Promise<RunResult> {
    const lock = this.#tryLock();
    if (!lock.ok) return { started: false, failure: lock.failure };
    try {
      clearAway(this.#paths);
      const notDue = request.onlyIfDue === true ? findNotDue(this.#paths, new Date()) : undefined;
      if (notDue !== undefined) return { started: false, notDue };
      return await this.#runPublished(request, handle);
    } finally {
      lock.value();
    }
  }

  /** How to release it. Fails with already-running, and with state-unwritable on a disk that is full or read-only. */
  #tryLock(): Result<() => void> {
    try {
      const lock = this.#takeLock();
      if (lock.ok) return success(lock.release);
      return failure({ code: 'already-running', pid: lock.holder?.pid ?? 0 });
    } catch (error) {
      const { stateDirectory: directory } = this.#paths;
      return failure({ code: 'state-unwritable', directory, detail: (error as Error).message });
    }
  }

  async #runPublished(request: RunRequest, handle: Handle): Promise<RunResult> {
    const startedAt = new Date().toISOString();
    const id = `${startedAt.replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
    const dryRun = request.purpose !== 'backup';
    const published = publishCurrentRun(this.#paths.currentRunFile, { id, startedAt, dryRun });
    const unsubscribe = this.subscribe(published.onEvent);
    try {
      this.#advance({ step: 'start' });
      return { started: true, outcome: await this.#runLocked(request, handle, { id, startedAt }) };
    } finally {
      unsubscribe();
      published.remove();
    }
  }

  async #runLocked(
    request: RunRequest,
    handle: Handle,
    { id, startedAt }: Pick<Outcome, 'id' | 'startedAt'>,
  ): Promise<Outcome> {
    const settings = readSettings(this.#paths.settingsFile);
    const conclude = ({ ending, refused }: Attempted): Outcome => ({
      schemaVersion: 1,
      id,
      startedAt,
      finishedAt: new Date().toISOString(),
      host: settings.ok ? nameOfHost(settings.value) : '',
      roots: settings.ok ? settings.value.roots : [],
      refused,
      ...ending,
    });
    if (request.onlyIfDue === true && settings.ok) {
      const held = await this.#findHeldBack(settings.value, handle);
      // No log: one skip after the other would push out those of the real runs.
      if (held !== undefined) return this.#finish(request, conclude({ ending: held, refused: NOBODY }));
    }
    const log = openRunLog(this.#paths.logDirectory, id);
    const unsubscribe = this.subscribe(log.onEvent);
    if (log.problem !== undefined) {
      this.#emit({ type: 'warning', message: `There is no log of this backup: ${log.problem}` });
    }
    try {
      const attempted = settings.ok
        ? await this.#attempt(request, handle, settings.value, log.write)
        : { ending: { result: 'failed' as const, failure: settings.failure }, refused: NOBODY };
      const outcome = conclude(attempted);
      log.write(`outcome: ${JSON.stringify(outcome)}`);
      return await this.#finish(request, outcome, settings.ok ? settings.value : undefined, log.write);
    } finally {
      unsubscribe();
      log.close();
    }
  }

  /** What keeps a backup that is due from being made now, or who has cancelled it meanwhile. */
  async #findHeldBack(settings: Settings, { stop, goAhead }: Handle): Promise<AttemptEnding | undefined> {
    const signal = AbortSignal.any([stop.signal, goAhead.signal]);
    const skip = await findSkip(this.#paths, settings, signal);
    if (stop.reason !== undefined) return endingOf(stop.reason);
    return skip === undefined || goAhead.signal.aborted ? undefined : { result: 'skipped', skip };
  }

  async #attempt(
    { purpose, limits }: RunRequest,
    { stop }: Handle,
    settings: Settings,
    log: (line: string) => void,
  ): Promise<Attempted> {
    const emit = (event: RunEvent): void => {
      this.#emit(event);
    };
    const known = {
      ...{ settings, bundles: this.#bundles, purpose, stop, emit, log },
      limits: { ...RUN_LIMITS, ...limits },
    };
    const prepared = await prepareRun(known, this.#paths);
    return prepared.ok
      ? attemptBackup(prepared.value, () => this.#perform(prepared.value))
      : { ending: { result: 'failed', failure: prepared.failure }, refused: NOBODY };
  }

  /** On record first: what comes after a backup cannot undo it. */
  async #finish(
    request: RunRequest,
    outcome: Outcome,
    settings?: Settings,
    log: (line: string) => void = () => undefined,
  ): Promise<Outcome> {
    const warn = (message: string): void => {
      this.#emit({ type: 'warning', message });
    };
    this.#advance({ step: 'clean-up' });
    // A dry run or a check backs nothing up: it must not look like a backup in the history.
    if (request.purpose === 'backup') {
      this.#record(outcome);
      if (wasMade(outcome)) this.#rememberRoots(outcome.roots);
      if (settings !== undefined) rememberRun(this.#paths, settings, outcome, warn);
      if (settings !== undefined) await wrapUp({ settings, log, warn }, outcome);
    }
    this.#advance({ step: 'finish', outcome });
    return outcome;
  }

  /** The snapshot is there or not, whether or not a full disk lets us write that down. */
  #record(outcome: Outcome): void {
    try {
      recordOutcome(this.#paths.historyFile, outcome);
    } catch (error) {
      const message = `The history could not be written: ${(error as Error).message}`;
      this.#emit({ type: 'warning', message });
    }
  }

  /** Only makes the next run more careful; the host compares as well. */
  #rememberRoots(roots: readonly string[]): void {
    try {
      rememberRoots(this.#paths.seenRootsFile, roots);
    } catch {
      // A full disk: that the history could not be written either was said.
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
