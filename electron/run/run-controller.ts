/**
 * Starts runs, one at a time, and tells who listens. The tray, the window and `--run` all go through here; a start
 * while a run is under way joins it.
 */
import type { RunEvent, RunResult } from '../../shared/run-events';
import type { Bundles } from '../settings/bundles';
import { readSettingsFile } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { clearAway, lockRuns } from './current-run';
import { StopSignal } from './run-context';
import { runOnce, type RunHandle, type RunRequest } from './run-once';

/** Which destination a run was for. `name` undefined: the settings could not be read. */
export interface Meant {
  name: string | undefined;
  isOneOfSeveral: boolean;
}

/** What is done after each run and before the next; its rejection ends them all. */
type Ended = (result: RunResult, meant: Meant) => Promise<void> | void;

/** One run after the other, a destination each. */
interface UnderWay {
  /** Of the run that is going on. */
  handle: RunHandle;
  /** No other comes after that one. */
  isOver: boolean;
  isByHand: boolean;
  /** Aborted: somebody asks by hand, nothing holds any of them back any more. */
  goAhead: AbortController;
  results: Promise<RunResult[]>;
}

export class RunController {
  readonly #paths: UserPaths;
  readonly #bundles: Bundles;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #current: UnderWay | undefined;

  constructor(paths: UserPaths, bundles: Bundles) {
    this.#paths = paths;
    this.#bundles = bundles;
  }

  /** Returns how to stop listening. */
  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Starts a run to the destination that is named, or to each one after the other; or joins what is under way in this
   * process, of which "back up now" ends what it still waits for.
   * @param ended of whoever starts it; who joins hears of all of them at the end
   * @returns what came of each, in order; after a cancellation, or what would be in the way of each, there are no more
   */
  start(request: RunRequest, ended: Ended = () => undefined): Promise<RunResult[]> {
    if (this.#current !== undefined) {
      const { isByHand, goAhead, results } = this.#current;
      if (!isByHand && request.purpose === 'backup' && request.onlyIfDue !== true) goAhead.abort();
      return results;
    }
    const goAhead = new AbortController();
    const underWay: UnderWay = {
      handle: { stop: new StopSignal(), goAhead },
      ...{ isOver: false, isByHand: request.onlyIfDue !== true, goAhead },
      results: Promise.resolve([]),
    };
    this.#current = underWay;
    underWay.results = this.#runEach(request, underWay, ended).finally(() => {
      this.#current = undefined;
    });
    return underWay.results;
  }

  /** Ends the run under way, and those that would come after it; its result tells when it is over. */
  cancel(reason: string): void {
    if (this.#current === undefined) return;
    this.#current.isOver = true;
    this.#current.handle.stop.stop({ kind: 'cancelled', reason });
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

  async #runEach(request: RunRequest, underWay: UnderWay, ended: Ended): Promise<RunResult[]> {
    const { goAhead } = underWay;
    const meant = this.#meantBy(request);
    const place = { paths: this.#paths, bundles: this.#bundles, tell: this.#tell };
    const results: RunResult[] = [];
    const notDue: (string | undefined)[] = [];
    const runTo = async (to: string | undefined): Promise<void> => {
      if (underWay.isOver) return;
      underWay.handle = { stop: new StopSignal(), goAhead };
      const onlyIfDue = request.onlyIfDue === true && !goAhead.signal.aborted;
      const isOneOfSeveral = meant.length > 1;
      const result = await runOnce(place, { ...request, to, onlyIfDue, isOneOfSeveral }, underWay.handle);
      results.push(result);
      if ('notDue' in result) notDue.push(to);
      // Another run, or a disk that is full, is in the way of every destination.
      if ('failure' in result) underWay.isOver = true;
      await ended(result, { name: to, isOneOfSeveral });
    };
    for (const to of meant) await runTo(to);
    // Those passed over before somebody asked by hand.
    if (goAhead.signal.aborted) for (const to of notDue) await runTo(to);
    return results;
  }

  readonly #tell = (event: RunEvent): void => {
    for (const listener of this.#listeners) listener(event);
  };

  /** Of settings that cannot be read it is the run that says so. */
  #meantBy({ to }: RunRequest): (string | undefined)[] {
    if (to !== undefined) return [to];
    const file = readSettingsFile(this.#paths.settingsFile);
    return file.ok ? file.value.destinations.map(({ name }) => name) : [undefined];
  }
}
