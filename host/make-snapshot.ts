/** What happens while the laptop's door is open, and putting it in order afterwards. */
import type { Callback } from '../shared/request';
import type { DoneReport, Report } from '../shared/report';
import { completeSnapshot } from './complete-snapshot';
import type { Connection } from './connect-back';
import { dropByPolicy, type Retention } from './keep/drop-snapshots';
import { SpaceWatch, type Room } from './keep/make-room';
import { readStamp } from './keep/read-history';
import { keepReserve } from './keep/reserve';
import { dropUnusableHalves } from './drop-unusable-halves';
import { ProgressFollower } from './follow-progress';
import { preparePartial, type SnapshotPlan } from './prepare-partial';
import type { FileSystem } from './prepare-store';
import type { PrivateDirectory } from './private-directory';
import type { PullContext } from './pull-root';
import { dryRunSnapshot, pullSnapshot, type PulledSnapshot, type SnapshotPull } from './pull-snapshot';
import type { Request } from './read-request';
import { failure, messageOf, success, type Result } from './result';
import type { SnapshotRecord } from './snapshot-record';
import type { MachinePaths } from './store-layout';

export interface Surroundings {
  report: (report: Report) => void;
  log: (words: string) => void;
  signal: AbortSignal;
}

export interface HostPrograms {
  rsync: string;
  /** Such as "3.2.7". */
  rsyncVersion: string;
  ssh: string;
}

export interface Job {
  retention: Retention;
  request: Request;
  callback: Callback;
  address: string;
  programs: HostPrograms;
  fileSystem: FileSystem;
  paths: MachinePaths;
  room: Room;
}

export interface Transfer {
  plan: SnapshotPlan;
  directory: PrivateDirectory;
  connection: Connection;
}

export async function makeDryRun(
  job: Job,
  transfer: Transfer,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const pull = describePull(job, transfer);
  const isProbe = job.request.extension.purpose === 'probe';
  const pulled = await dryRunSnapshot(pull, isProbe, pullContext(job, transfer, surroundings));
  if (!pulled.ok) return pulled;
  surroundings.report(doneReport(transfer.plan, pulled.value, true));
  return success(undefined);
}

export async function makeRealSnapshot(
  job: Job,
  transfer: Transfer,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const { paths, request, retention } = job;
  const { plan, connection } = transfer;
  const { report, log, signal } = surroundings;
  const earlier = await preparePartial(paths, plan, request.excludeList);
  await dropUnusableHalves(paths, job.programs.rsync, transfer.directory.path, log);
  const pull = describePull(job, transfer);
  const pulled = await pullWatched(job, transfer, pull, earlier, surroundings);
  if (!pulled.ok) return pulled;
  // The laptop need not keep its door open while this side puts things in order.
  await connection.close();
  const done = doneReport(plan, pulled.value, false);
  const record: SnapshotRecord = {
    format: 1,
    machine: paths.machine,
    started: plan.started.toISOString(),
    finished: new Date().toISOString(),
    roots: [...request.extension.roots],
    totals: done.totals,
    unreadable: done.unreadable,
    vanished: done.vanished,
    base: plan.base ?? null,
    rsync: pull.rsyncVersion,
    ...(await readStamp(paths)),
  };
  const countsUsage = retention.maxSize !== undefined;
  const flushed = await completeSnapshot(paths, plan.snapshot, record, countsUsage);
  if (!flushed) {
    const message = 'the snapshot is complete, but could not be flushed to the disk (sync -f)';
    report({ type: 'warning', code: 'other', message });
  }
  await keepReserve(paths);
  try {
    await dropByPolicy(paths, retention, log, signal);
  } catch (error) {
    report({ type: 'warning', code: 'retention', message: messageOf(error) });
  }
  report(done);
  return success(undefined);
}

/** A transfer that would take more space than it may is ended. */
async function pullWatched(
  job: Job,
  transfer: Transfer,
  pull: SnapshotPull,
  earlier: readonly string[],
  surroundings: Surroundings,
): Promise<Result<PulledSnapshot>> {
  const watch = new SpaceWatch(job.room, job.paths.partial(transfer.plan.snapshot));
  const report = (line: Report): void => {
    surroundings.report(line);
    watch.follow(line);
  };
  const signal = AbortSignal.any([surroundings.signal, watch.signal]);
  const context = pullContext(job, transfer, { ...surroundings, report, signal });
  const pulled = await pullSnapshot(pull, earlier, context);
  const inTheWay = await watch.verdict(pulled.ok);
  return inTheWay === undefined ? pulled : failure(inTheWay);
}

function describePull(job: Job, { plan, connection }: Transfer): SnapshotPull {
  const { roots } = job.request.extension;
  return {
    paths: job.paths,
    plan,
    roots,
    connection,
    rsyncVersion: job.programs.rsyncVersion,
    keepsNanoseconds: job.fileSystem.keepsNanoseconds,
  };
}

function pullContext(job: Job, { directory }: Transfer, { report, log, signal }: Surroundings): PullContext {
  return {
    rsync: job.programs.rsync,
    directory,
    report,
    progress: new ProgressFollower(report),
    log,
    signal,
  };
}

function doneReport(plan: SnapshotPlan, { stats, findings }: PulledSnapshot, dryRun: boolean): DoneReport {
  const seconds = Math.max(0, (Date.now() - plan.started.getTime()) / 1000);
  return {
    type: 'done',
    snapshot: plan.snapshot,
    totals: { ...stats, seconds },
    ...findings,
    dryRun,
  };
}
