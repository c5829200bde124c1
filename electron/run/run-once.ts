/**
 * One run, from the lock to the record. Whoever listens is told of its events, which announce and never steer; `handle` is
 * all that may still be said to it.
 */
import { randomBytes } from 'node:crypto';
import { wasMade, type Outcome } from '../../shared/outcome';
import type { Result } from '../../shared/result';
import type { RunEvent, RunResult, RunState } from '../../shared/run-events';
import type { RunWarning } from '../../shared/run-warning';
import { nameOfHost, type Settings } from '../../shared/settings';
import { recordOutcome } from '../history/history';
import type { Bundles } from '../settings/bundles';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { rememberRun } from '../store/known-stores';
import { attemptBackup, wrapUp } from './around-run';
import { startsNoMore } from './confine-reader';
import { clearAway, lockRuns, publishCurrentRun } from './current-run';
import { endingOf, NOBODY, type Attempted } from './decide-outcome';
import { findNotDue, findOutOfReach, findSkip } from './hold-back';
import { performRun } from './perform-run';
import { prepareRun } from './prepare-run';
import type { RunContext, RunPurpose, StopSignal } from './run-context';
import { RUN_LIMITS, type RunLimits } from './run-limits';
import { openRunLog } from './run-log';
import { nextState, type RunStep } from './run-state';
import { rememberRoots } from './seen-roots';

/** Who asks by hand waits in front of it: the network has had its time. */
const BY_HAND_MS = 5000;

export interface RunRequest {
  purpose: RunPurpose;
  /** The destination's name; absent: the first. */
  to?: string | undefined;
  /** Others are backed up to as well: one that is out of reach is skipped, though it was asked for by hand. */
  isOneOfSeveral?: boolean;
  /** For a host, just now and in vain: the network has had its time. */
  hasWaited?: boolean;
  /** Not before it is due, and not against what holds it back; those who ask by hand leave this out. */
  onlyIfDue?: boolean;
  /** Those of RUN_LIMITS that shall be others. */
  limits?: Partial<RunLimits>;
}

/** What may still be said to a run under way. */
export interface RunHandle {
  stop: StopSignal;
  /** Aborted: somebody asks by hand, nothing holds it back any more. */
  goAhead: AbortController;
}

interface Place {
  paths: UserPaths;
  bundles: Bundles;
  tell: (event: RunEvent) => void;
}

/** What every part of a run has at hand. */
interface Run extends Place {
  request: RunRequest;
  handle: RunHandle;
  /** Told before those who only write down what happens. */
  writers: Set<(event: RunEvent) => void>;
  advance: (step: RunStep) => void;
  warn: (warning: RunWarning) => void;
}

/** Never rejects for what is expected: that there was no run is a result, too. */
export async function runOnce(place: Place, request: RunRequest, handle: RunHandle): Promise<RunResult> {
  const { paths } = place;
  const meant = readSettings(paths.settingsFile, request.to);
  // A name that was misspelt is no backup that failed.
  if (!meant.ok && meant.failure.code === 'destination-unknown') {
    return { started: false, failure: meant.failure };
  }
  const lock = lockRuns(paths);
  if (!lock.ok) return { started: false, failure: lock.failure };
  try {
    clearAway(paths);
    const notDue = request.onlyIfDue === true ? findNotDue(paths, new Date(), request.to) : undefined;
    if (notDue !== undefined) return { started: false, notDue };
    const startedAt = new Date().toISOString();
    const id = `${startedAt.replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
    const settings = readSettings(paths.settingsFile, request.to);
    const published = publishCurrentRun(paths.currentRunFile, {
      ...{ id, startedAt, dryRun: request.purpose !== 'backup' },
      ...(settings.ok && { destination: settings.value.destination, host: nameOfHost(settings.value) }),
    });
    const run = beginRun(place, request, handle, published.onEvent);
    try {
      run.advance({ step: 'start' });
      if (request.isOneOfSeveral === true && settings.ok) {
        const { destination: name } = settings.value;
        run.tell({ type: 'destination', name, host: nameOfHost(settings.value) });
      }
      return { started: true, outcome: await runLocked(run, settings, { id, startedAt }) };
    } finally {
      published.remove();
    }
  } finally {
    lock.value();
  }
}

function beginRun(
  place: Place,
  request: RunRequest,
  handle: RunHandle,
  publish: (event: RunEvent) => void,
): Run {
  const writers = new Set([publish]);
  const tell = (event: RunEvent): void => {
    place.tell(event);
    for (const write of writers) write(event);
  };
  let state: RunState = { phase: 'idle' };
  return {
    ...{ ...place, request, handle, writers, tell },
    advance: (step) => {
      const next = nextState(state, step);
      if (next === state) return;
      state = next;
      tell({ type: 'state', state });
    },
    warn: (warning) => {
      tell({ type: 'warning', warning });
    },
  };
}

async function runLocked(
  run: Run,
  settings: Result<Settings>,
  known: Pick<Outcome, 'id' | 'startedAt'>,
): Promise<Outcome> {
  const { paths, request, writers } = run;
  const conclude = ({ ending, refused }: Attempted): Outcome => ({
    schemaVersion: 1,
    ...known,
    finishedAt: new Date().toISOString(),
    host: settings.ok ? nameOfHost(settings.value) : '',
    roots: settings.ok ? settings.value.roots : [],
    refused,
    ...ending,
  });
  if ((request.onlyIfDue === true || request.isOneOfSeveral === true) && settings.ok) {
    const held = await findHeldBack(run, settings.value);
    // No log: one skip after the other would push out those of the real runs.
    if (held !== undefined) return finish(run, conclude(held));
  }
  const log = openRunLog(paths.logDirectory, known.id);
  writers.add(log.onEvent);
  if (log.problem !== undefined) run.warn({ kind: 'no-log', detail: log.problem });
  try {
    const outcome = conclude(
      settings.ok
        ? await attempt(run, settings.value, log.write)
        : { ending: { result: 'failed', failure: settings.failure }, refused: NOBODY },
    );
    log.write(`outcome: ${JSON.stringify(outcome)}`);
    return await finish(run, outcome, settings.ok ? settings.value : undefined, log.write);
  } finally {
    writers.delete(log.onEvent);
    log.close();
  }
}

/** What keeps a backup that is due from being made now, or who has cancelled it meanwhile. */
async function findHeldBack(
  { paths, request, handle }: Run,
  settings: Settings,
): Promise<Attempted | undefined> {
  const { stop, goAhead } = handle;
  const waits = AbortSignal.any([stop.signal, goAhead.signal]);
  const skip = await (request.onlyIfDue === true
    ? findSkip(paths, settings, waits, request.hasWaited === true ? BY_HAND_MS : undefined)
    : findOutOfReach(settings, waits, BY_HAND_MS));
  if (stop.reason !== undefined) return { ending: endingOf(stop.reason), refused: NOBODY };
  return skip === undefined || goAhead.signal.aborted
    ? undefined
    : { ending: { result: 'skipped', skip }, refused: NOBODY };
}

async function attempt(run: Run, settings: Settings, log: (line: string) => void): Promise<Attempted> {
  const { paths, bundles, request, handle, tell, advance } = run;
  const known = {
    ...{ settings, bundles, log, purpose: request.purpose, stop: handle.stop, emit: tell },
    ...{ verdictFile: paths.verdictFile, confines: true },
    limits: { ...RUN_LIMITS, ...request.limits },
  };
  const prepared = await prepareRun(known, paths);
  if (!prepared.ok) return { ending: { result: 'failed', failure: prepared.failure }, refused: NOBODY };
  return attemptBackup(prepared.value, async () => {
    try {
      return await performWell(prepared.value, advance);
    } catch (error) {
      // A defect ends the run, not the program, and is on record like any other failure.
      log(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const detail = error instanceof Error ? error.message : String(error);
      return { ending: { result: 'failed', failure: { code: 'internal', detail } }, refused: NOBODY };
    }
  });
}

/** Once more, and not confined, where it failed because its reader does not start any more when it is. */
async function performWell(context: RunContext, advance: (step: RunStep) => void): Promise<Attempted> {
  const first = await performRun(context, advance);
  const isBlamed = first.ending.result === 'failed' && first.confinedAsBefore;
  if (!isBlamed || !(await startsNoMore(context)) || context.stop.signal.aborted) return first;
  context.log('once more, without that');
  advance({ step: 'once-more' });
  const { ending, refused } = await performRun({ ...context, confines: false }, advance);
  const { commands, reasons, peers } = first.refused;
  return {
    ending,
    refused: {
      commands: commands + refused.commands,
      reasons: [...new Set([...reasons, ...refused.reasons])],
      peers: [...new Set([...peers, ...refused.peers])],
    },
  };
}

/** On record first: what comes after a backup cannot undo it. */
async function finish(
  run: Run,
  outcome: Outcome,
  settings?: Settings,
  log: (line: string) => void = () => undefined,
): Promise<Outcome> {
  const { paths, request, advance, warn } = run;
  advance({ step: 'clean-up' });
  // A dry run or a check backs nothing up: it must not look like a backup in the history.
  if (request.purpose === 'backup') {
    // The snapshot is there or not, whether or not a full disk lets us write that down.
    try {
      recordOutcome(paths.historyFile, outcome);
    } catch (error) {
      warn({ kind: 'no-history', detail: (error as Error).message });
    }
    if (wasMade(outcome)) rememberRootsIn(paths.seenRootsFile, outcome.roots);
    if (settings !== undefined) rememberRun(paths, settings, outcome, warn);
    if (settings !== undefined) await wrapUp({ settings, log, warn }, outcome);
  }
  advance({ step: 'finish', outcome });
  return outcome;
}

/** Only makes the next run more careful; the host compares as well. */
function rememberRootsIn(seenRootsFile: string, roots: readonly string[]): void {
  try {
    rememberRoots(seenRootsFile, roots);
  } catch {
    // A full disk: that the history could not be written either was said.
  }
}
