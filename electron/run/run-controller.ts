/**
 * Starts runs, one at a time, and tells who listens. The tray, the window and `--run` all go through here; a start
 * while a run is under way joins it.
 */
import type { RunEvent, RunResult } from '../../shared/run-events';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { clearAway, lockRuns } from './current-run';
import { StopSignal } from './run-context';
import { runOnce, type RunHandle, type RunRequest } from './run-once';

export class RunController {
  readonly #paths: UserPaths;
  readonly #bundles: Bundles;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #current: (RunHandle & { result: Promise<RunResult> }) | undefined;

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
    const tell = (event: RunEvent): void => {
      for (const listener of this.#listeners) listener(event);
    };
    const place = { paths: this.#paths, bundles: this.#bundles, tell };
    const result = runOnce(place, request, handle).finally(() => {
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
    const lock = lockRuns(this.#paths);
    // A full disk, or a state directory that is not ours: the next run says so.
    if (!lock.ok) return;
    try {
      clearAway(this.#paths);
    } catch {
      // As above.
    } finally {
      lock.value();
    }
  }
}
