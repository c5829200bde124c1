/**
 * Starts runs, one at a time, and tells who listens. The tray, the window and `--run` all go through here; a start
 * while a run is under way joins it.
 */
import type { RunEvent, RunResult } from '../../shared/run-events';
import type { Bundles } from '../settings/bundles';
import { readSettingsFile, settingsAt } from '../settings/settings-file';
import { nameOfHost, type Destination } from '../../shared/settings';
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

/** A destination that waits for its turn. By its place, where it was not named: meanwhile it may get another name. */
type Turn = { name: string | undefined } | { place: string };

/** One run after the other, a destination each. */
interface UnderWay {
  /** Of the run that is going on. */
  handle: RunHandle;
  /** Its destination's name. */
  name: string | undefined;
  /** No other comes after that one. */
  isOver: boolean;
  isByHand: boolean;
  /** Somebody has asked by hand meanwhile, for each of them: nothing holds any of them back any more. */
  eachIsAsked: boolean;
  /** Somebody has asked by hand meanwhile, for these: they come next. */
  asked: string[];
  results: Promise<RunResult[]>;
}

export class RunController {
  readonly #paths: UserPaths;
  readonly #bundles: Bundles;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #current: UnderWay | undefined;
  #leftOut = 0;

  constructor(paths: UserPaths, bundles: Bundles) {
    this.#paths = paths;
    this.#bundles = bundles;
  }

  /** How many destinations the last start did not come to, having been ended. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Returns how to stop listening. */
  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Starts a run to the destination that is named, or to each one after the other; or joins what is under way in this
   * process: "back up now" ends what it still waits for, and a destination that is named comes next.
   * @param ended of whoever starts it; who joins hears of all of them at the end
   * @returns what came of each, in order; after a cancellation, or what would be in the way of each, there are no more
   */
  start(request: RunRequest, ended: Ended = () => undefined): Promise<RunResult[]> {
    if (this.#current !== undefined) {
      if (request.purpose === 'backup' && request.onlyIfDue !== true) askByHand(this.#current, request.to);
      return this.#current.results;
    }
    const underWay: UnderWay = {
      handle: newHandle(),
      ...{ name: request.to, isOver: false, isByHand: request.onlyIfDue !== true },
      ...{ eachIsAsked: false, asked: [], results: Promise.resolve([]) },
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
    const place = { paths: this.#paths, bundles: this.#bundles, tell: this.#tell };
    let left = this.#turnsOf(request);
    let isForEach = request.to === undefined;
    const many = left.length > 1;
    const passedOver: Turn[] = [];
    const results: RunResult[] = [];
    let hasWaited = false;
    const ran = new Set<string | undefined>();
    const next = (): (Turn & { isAsked?: true }) | undefined => {
      const asked = underWay.asked.shift();
      if (asked !== undefined) {
        left = left.filter((turn) => this.#nameOf(turn) !== asked);
        return { name: asked, isAsked: true };
      }
      if (underWay.eachIsAsked && request.to !== undefined && !isForEach) {
        isForEach = true;
        left = this.#turnsOf({ purpose: request.purpose }).filter((turn) => !ran.has(this.#nameOf(turn)));
      }
      return left.shift() ?? (underWay.eachIsAsked ? passedOver.shift() : undefined);
    };
    for (let turn = next(); turn !== undefined && !underWay.isOver; turn = next()) {
      const to = this.#nameOf(turn);
      // Removed since.
      if (to === undefined && 'place' in turn) continue;
      underWay.name = to;
      ran.add(to);
      underWay.handle = newHandle();
      const isByHand = request.onlyIfDue !== true || underWay.eachIsAsked || turn.isAsked === true;
      const isOneOfSeveral = many && turn.isAsked !== true;
      const own = { to, onlyIfDue: !isByHand, isOneOfSeveral, hasWaited };
      const result = await runOnce(place, { ...request, ...own }, underWay.handle);
      if ('notDue' in result) passedOver.push(turn);
      hasWaited ||= isOutOfReach(result);
      // Another run, or a disk that is full, is in the way of every destination.
      if ('failure' in result) underWay.isOver = true;
      results.push(result);
      await ended(result, { name: to, isOneOfSeveral: many });
    }
    this.#leftOut = left.length;
    return results;
  }

  readonly #tell = (event: RunEvent): void => {
    for (const listener of this.#listeners) listener(event);
  };

  #nameOf(turn: Turn): string | undefined {
    return 'name' in turn ? turn.name : settingsAt(this.#paths.settingsFile, turn.place)?.destination;
  }

  /** Of settings that cannot be read it is the run that says so. */
  #turnsOf({ to, onlyIfDue }: RunRequest): Turn[] {
    if (to !== undefined) return [{ name: to }];
    const file = readSettingsFile(this.#paths.settingsFile);
    if (!file.ok) return [{ name: undefined }];
    const isHere = ({ host }: Destination): boolean => host.kind === 'local';
    const { destinations: all } = file.value;
    // By itself, those first that nobody has to be waited for.
    const inOrder =
      onlyIfDue === true ? [...all.filter(isHere), ...all.filter((each) => !isHere(each))] : all;
    return inOrder.map((each) => ({ place: nameOfHost(each) }));
  }
}

function newHandle(): RunHandle {
  return { stop: new StopSignal(), goAhead: new AbortController() };
}

/** @param to a destination's name; absent: each */
function askByHand(underWay: UnderWay, to: string | undefined): void {
  if (to !== undefined && to !== underWay.name) {
    if (!underWay.asked.includes(to)) underWay.asked.push(to);
    return;
  }
  if (to === undefined) underWay.eachIsAsked = true;
  if (!underWay.isByHand) underWay.handle.goAhead.abort();
}

function isOutOfReach(result: RunResult): boolean {
  return (
    'outcome' in result &&
    result.outcome.result === 'skipped' &&
    result.outcome.skip.code === 'host-not-reachable'
  );
}
