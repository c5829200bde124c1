/**
 * One way back in a straight line: look, decide, make room, fetch, prove, and only then touch anything. A kill at any point
 * leaves what is there as it is; `resume` goes on from the journal.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { mkdirSync, rmSync } from 'node:fs';
import { identifySelf } from '../../process/process-identity';
import { takeLock } from '../../process/process-lock';
import { refusalWith } from '../../shared/restore-refusal';
import { failure, success, type Result } from '../../shared/result';
import { makeArchiveStagings } from './archive/plan-archive';
import { ask } from './ask';
import { shown } from './bytes';
import { endLeftovers } from './end-leftovers';
import {
  clearUnbegun,
  forgetSteps,
  isFinished,
  Journal,
  readRestores,
  type Begun,
  type KnownRestore,
} from './journal';
import {
  bytesToFetch,
  lookAtSnapshot,
  NOTHING_LISTED,
  readSettled,
  type Listed,
  type RestoreRequest,
} from './look-at-snapshot';
import { withReadyHost } from './ready-host';
import { readRecord, readRecords, recordBegun, recordEnded, recordFailed, writeRecord } from './record';
import type { GrantedStore, OwnPrograms, Source } from './source';
import { emptyUnfinished, makeStagings, removeStaging } from './stage';
import { goOn } from './go-on';
import type { RestoreOutcome } from './going';
import type { RestoreEvent } from './restore-event';

export interface RestoreContext {
  /** Where journals are kept; made if it is missing. */
  restores: string;
  signal: AbortSignal;
  emit: (event: RestoreEvent) => void;
}

const KEPT_MS = 7 * 86_400_000;
/** Records; those of the last days stay in any case. */
const MOST_KEPT = 200;

/** Fails as previewRestore, makeStagings, fetchFiles and proveStaged do, and with restore-busy. Each but that is on record. */
export function restore(request: RestoreRequest, context: RestoreContext): Promise<Result<RestoreOutcome>> {
  return withReadyHost(request.source, (source) => begin({ ...request, source }, context));
}

function begin(request: RestoreRequest, context: RestoreContext): Promise<Result<RestoreOutcome>> {
  return underLock(context.restores, async () => {
    forgetOld(context.restores, Date.now());
    context.emit({ phase: 'looking' });
    const { source, snapshot, mode } = request;
    const at = new Date().toISOString();
    const id = `${at.replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
    const directory = join(context.restores, id);
    const result = await leased(source, snapshot, async () => {
      const looked = await lookAtSnapshot(request, context.signal);
      if (!looked.ok) return looked;
      const { listed, entries, plan, settled } = looked.value;
      const [nowhere] = plan.refused;
      if (plan.moves.length === 0 && nowhere !== undefined && plan.left.length === 0) {
        const { path, why } = nowhere;
        const directory = mode.kind === 'to' ? mode.directory : path;
        return failure({
          ...{ code: 'restore-no-place', directory: shown(directory) },
          why: refusalWith(why, shown),
        });
      }
      const [only] = plan.moves;
      const bytesOfWanted = (wanted: readonly string[]): number => bytesToFetch(wanted, listed, settled);
      const journal = new Journal(directory);
      const announce = (staging: string): void => {
        journal.write({ step: 'preparing', directory: staging });
      };
      const stagings =
        mode.kind === 'archive' && only !== undefined
          ? makeArchiveStagings(only, entries, bytesOfWanted, directory, announce)
          : makeStagings(plan.moves, bytesOfWanted, announce);
      if (!stagings.ok) {
        journal.close();
        forgetSteps(directory);
        return stagings;
      }
      const begun: Begun = {
        ...{ step: 'begun', format: 1, at },
        ...(source.kind === 'here' ? { store: source.store } : { host: source.destination }),
        ...{ machine: source.machine, snapshot, mode },
        ...{ make: plan.make, moves: plan.moves, stagings: stagings.value },
      };
      journal.write(begun);
      writeRecord(directory, recordBegun(begun, plan));
      const looking = { listed, entries, settled };
      return goOn({ ...context, ...looking, id, directory, source, begun, steps: [], journal, plan });
    });
    if (readRecord(directory) !== undefined) return result;
    const before = recordBegun({ at, snapshot, mode });
    if (context.signal.aborted) {
      const cancelled = cancelledBefore(id, snapshot);
      writeRecord(directory, recordEnded(before, cancelled, false));
      return success(cancelled);
    }
    if (!result.ok) writeRecord(directory, recordFailed(before, result.failure, false));
    return result;
  });
}

/** While it was looked what there is. */
function cancelledBefore(id: string, snapshot: string): RestoreOutcome {
  return {
    ...{ id, snapshot, cancelled: true, left: [], refused: [], followed: [], own: [], entered: [] },
    ...{ placed: [], rotten: [], replaced: [], lost: [], notInFull: [], troubles: [] },
  };
}

/**
 * The last restore that was cut short. Fails as restore does, and with restore-none; with restore-needs-host where it needs
 * more of a host than has come (`hostToGoOn`), and no connection to that is given.
 */
export function resume(
  programs: OwnPrograms,
  context: RestoreContext,
  connection?: GrantedStore,
): Promise<Result<RestoreOutcome>> {
  return underLock(context.restores, async () => {
    const known = readRestores(context.restores).findLast((one) => !isFinished(one));
    if (known === undefined) return failure({ code: 'restore-none', wanted: 'resume' });
    const { begun, steps } = known;
    const stagings = begun.stagings.map((staging) => staging.directory);
    if (!(await endLeftovers(stagings))) {
      return failure({ code: 'restore-fetch-failed', detail: 'the rsync of before does not end' });
    }
    for (const one of stagings) emptyUnfinished(one);
    if (steps.some(({ step }) => step === 'proven'))
      return goOnWith(known, undefined, NOTHING_LISTED, context);
    const from = sourceToGoOn(begun, programs, connection);
    if (!from.ok) return from;
    return withReadyHost(from.value, (source) => fetchAgain(known, source, context));
  });
}

function fetchAgain(
  known: KnownRestore,
  source: Source,
  context: RestoreContext,
): Promise<Result<RestoreOutcome>> {
  const { snapshot, moves } = known.begun;
  return leased(source, snapshot, async () => {
    context.emit({ phase: 'looking' });
    const paths = moves.flatMap((move) => move.wanted);
    const listed = await readSettled({ source, snapshot, paths }, context.signal);
    return listed.ok ? goOnWith(known, source, listed.value, context) : listed;
  });
}

function sourceToGoOn(
  { store, machine, host = '' }: Begun,
  programs: OwnPrograms,
  connection: GrantedStore | undefined,
): Result<Source> {
  if (store !== undefined) return success({ kind: 'here', ...programs, store, machine });
  return connection?.destination === host
    ? success(connection)
    : failure({ code: 'restore-needs-host', host });
}

function goOnWith(
  { id, directory, begun, steps }: KnownRestore,
  source: Source | undefined,
  listed: Listed,
  context: RestoreContext,
): Promise<Result<RestoreOutcome>> {
  const journal = new Journal(directory);
  const place = { moves: begun.moves, make: begun.make, refused: [] };
  const plan = { ...place, left: [], followed: [], own: [], entered: [] };
  return goOn({ ...context, ...listed, id, directory, source, begun, steps, journal, plan });
}

/**
 * Keeps the snapshot from being dropped while it is read. A store that takes no lease (it is read-only, or full) is read all
 * the same: what is missing then is not proven.
 */
async function leased<T>(
  source: Source,
  snapshot: string,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const holder = identifySelf();
  const taken = await ask(source, { ask: 'lease', snapshot, holder }, () => undefined);
  if (!taken.ok && taken.failure.code !== 'restore-unanswered') return taken;
  try {
    return await work();
  } finally {
    if (taken.ok) await ask(source, { ask: 'release', snapshot, holder }, () => undefined);
  }
}

/** A restore that was cut short, and can be gone on with. */
export function findUnfinished(restores: string): KnownRestore | undefined {
  return readRestores(restores).findLast((one) => !isFinished(one));
}

/** The host that must let this machine in once more before `resume`; undefined where none must. */
export function hostToGoOn({ begun, steps }: KnownRestore): string | undefined {
  return steps.some(({ step }) => step === 'proven') ? undefined : begun.host;
}

/** One at a time: two of them could not tell whose names are whose. */
export async function underLock<T>(restores: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  mkdirSync(restores, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(restores, 'lock'));
  if (!lock.ok) return failure({ code: 'restore-busy', pid: lock.holder?.pid ?? 0 });
  try {
    await clearUnbegun(restores, removeStaging);
    return await work();
  } finally {
    lock.release();
  }
}

/** What was finished a week ago is neither gone on with nor undone any more; that it was is remembered for longer. */
function forgetOld(restores: string, now: number): void {
  for (const known of readRestores(restores)) {
    const isOld = now - Date.parse(known.begun.at) > KEPT_MS;
    if (isOld && isFinished(known)) forgetSteps(known.directory);
  }
  const ended = readRecords(restores).filter(({ record }) => !record.open);
  for (const { id, record } of ended.slice(0, -MOST_KEPT)) {
    const isOld = now - Date.parse(record.at) > KEPT_MS;
    if (isOld) rmSync(join(restores, id), { recursive: true, force: true });
  }
}
