/**
 * One way back in a straight line: look, decide, make room, fetch, prove, and only then touch anything. A kill at any point
 * leaves what is there as it is; `resume` goes on from the journal.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { mkdirSync, rmSync } from 'node:fs';
import { identifySelf } from '../../process/process-identity';
import { takeLock } from '../../process/process-lock';
import type { Entry } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { ask, askAll } from './ask';
import { asText, bytesOf, isBelow } from './bytes';
import { endLeftovers } from './end-leftovers';
import { ownState } from './own-state';
import { forgetSteps, isFinished, Journal, readRestores, type Begun, type KnownRestore } from './journal';
import { planRestore, type Moved, type Plan, type RestoreMode } from './plan';
import { readRecord, readRecords, recordBegun, recordEnded, recordFailed, writeRecord } from './record';
import type { GrantedStore, OwnPrograms, Source } from './source';
import { bytesOfEntries, emptyUnfinished, makeStagings } from './stage';
import { goOn, type RestoreEvent, type RestoreOutcome } from './go-on';

export interface RestoreRequest {
  source: Source;
  snapshot: string;
  /** Absolute, binary strings. */
  paths: readonly string[];
  mode: RestoreMode;
  moved?: Moved | undefined;
}

export interface RestoreContext {
  /** Where journals are kept; made if it is missing. */
  restores: string;
  signal: AbortSignal;
  emit: (event: RestoreEvent) => void;
}

export interface Preview {
  plan: Plan;
  /** Files, and what they take on the disk. */
  files: number;
  bytes: number;
  /** How long they are, in bytes: what a person knows of them. */
  size: number;
}

const KEPT_MS = 7 * 86_400_000;
/** Records; those of the last days stay in any case. */
const MOST_KEPT = 200;

/** What would be done. Fails as ask does. */
export async function previewRestore(request: RestoreRequest, signal: AbortSignal): Promise<Result<Preview>> {
  const looked = await lookAtSnapshot(request, signal);
  if (!looked.ok) return looked;
  const { entries, plan } = looked.value;
  const wanted = plan.moves.flatMap((move) => move.wanted);
  return success({
    ...{ plan, files: countFiles(entries, plan.own), bytes: bytesOfEntries(wanted, entries) },
    size: sizeOfFiles(entries, plan.own),
  });
}

/** Fails as previewRestore, makeStagings, fetchFiles and proveStaged do, and with restore-busy. Each but that is on record. */
export function restore(request: RestoreRequest, context: RestoreContext): Promise<Result<RestoreOutcome>> {
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
      const { entries, plan } = looked.value;
      const [nowhere] = plan.refused;
      if (plan.moves.length === 0 && nowhere !== undefined && plan.left.length === 0) {
        const { path, why: detail } = nowhere;
        const directory = mode.kind === 'to' ? mode.directory : path;
        return failure({ code: 'restore-no-place', directory: shown(directory), detail });
      }
      const stagings = makeStagings(plan.moves, entries);
      if (!stagings.ok) return stagings;
      const begun: Begun = {
        ...{ step: 'begun', format: 1, at },
        ...(source.kind === 'here' ? { store: source.store } : { host: source.destination }),
        ...{ machine: source.machine, snapshot, mode },
        ...{ make: plan.make, moves: plan.moves, stagings: stagings.value },
      };
      writeRecord(directory, recordBegun(begun));
      const journal = new Journal(directory);
      journal.write(begun);
      return goOn({ ...context, id, directory, source, begun, steps: [], entries, journal, plan });
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
    ...{ id, snapshot, cancelled: true, left: [], refused: [], followed: [], own: [] },
    ...{ placed: [], rotten: [], notInFull: [], troubles: [] },
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
    if (steps.some(({ step }) => step === 'proven')) return goOnWith(known, undefined, new Map(), context);
    const from = sourceToGoOn(begun, programs, connection);
    if (!from.ok) return from;
    const source = from.value;
    return leased(source, begun.snapshot, async () => {
      const wanted = begun.moves.flatMap((move) => move.wanted);
      context.emit({ phase: 'looking' });
      const question = { source, snapshot: begun.snapshot, paths: wanted };
      const entries = await readEntries(question, context.signal);
      return entries.ok ? goOnWith(known, source, entries.value, context) : entries;
    });
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
  entries: ReadonlyMap<string, Entry>,
  context: RestoreContext,
): Promise<Result<RestoreOutcome>> {
  const journal = new Journal(directory);
  const plan = { moves: begun.moves, make: begun.make, left: [], refused: [], followed: [], own: [] };
  return goOn({ ...context, id, directory, source, begun, steps, entries, journal, plan });
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
    return await work();
  } finally {
    lock.release();
  }
}

async function lookAtSnapshot(
  request: RestoreRequest,
  signal: AbortSignal,
): Promise<Result<{ entries: Map<string, Entry>; plan: Plan }>> {
  const { source, snapshot, mode, moved } = request;
  const entries = await readEntries(request, signal);
  if (!entries.ok) return entries;
  const snapshots = await askAll(source, { ask: 'snapshots' }, 'snapshot', signal);
  if (!snapshots.ok) return snapshots;
  const roots = snapshots.value.find((one) => one.snapshot === snapshot)?.roots ?? [];
  const binary = roots.map((root) => Buffer.from(root).toString('latin1'));
  return success({
    entries: entries.value,
    plan: await planRestore({ entries: entries.value, mode, roots: binary, moved, own: ownState() }),
  });
}

/** Names the newest snapshot that has what this one does not. */
async function readEntries(
  { source, snapshot, paths }: Pick<RestoreRequest, 'source' | 'snapshot' | 'paths'>,
  signal: AbortSignal,
): Promise<Result<Map<string, Entry>>> {
  const entries = new Map<string, Entry>();
  const asked = await ask(
    source,
    { ask: 'tree', snapshot, paths: [...paths] },
    (answer) => {
      if (answer.answer === 'entry') entries.set(answer.path, answer);
    },
    signal,
  );
  if (asked.ok) return success(entries);
  const { failure: reason } = asked;
  if (reason.code !== 'restore-no-path') return asked;
  const missing = paths.find((path) => shown(path) === reason.path);
  if (missing === undefined) return asked;
  const versions = await askAll(source, { ask: 'versions', path: missing }, 'version', signal);
  const last = versions.ok ? (versions.value.at(-1)?.last ?? null) : null;
  return failure({ ...reason, last });
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

function countFiles(entries: ReadonlyMap<string, Entry>, without: readonly string[]): number {
  const isLeft = (path: string): boolean => without.some((one) => isBelow(path, one));
  return [...entries.values()].filter(({ kind, path }) => kind !== 'directory' && !isLeft(path)).length;
}

/** A file with several names is one. */
function sizeOfFiles(entries: ReadonlyMap<string, Entry>, without: readonly string[]): number {
  const sizes = new Map<number, number>();
  for (const { kind, path, ino, size } of entries.values()) {
    if (kind === 'file' && !without.some((one) => isBelow(path, one))) sizes.set(ino, size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function shown(path: string): string {
  return asText(path) ?? bytesOf(path).toString('utf8');
}
