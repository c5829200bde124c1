/** What happens while the laptop's door is open, and putting it in order afterwards. */
import type { Callback } from '../shared/request';
import type { DoneReport, Report } from '../shared/report';
import { completeSnapshot } from './complete-snapshot';
import type { Connection } from './connect-back';
import { dropSnapshots, type Retention } from './keep/drop-snapshots';
import { dropUnusableHalves } from './drop-unusable-halves';
import { ProgressFollower } from './follow-progress';
import { preparePartial, removeLeftovers, type SnapshotPlan } from './prepare-partial';
import type { FileSystem } from './prepare-store';
import type { PrivateDirectory } from './private-directory';
import type { PullContext } from './pull-root';
import { dryRunSnapshot, pullSnapshot, type PulledSnapshot, type SnapshotPull } from './pull-snapshot';
import type { MachineContent } from './read-machine';
import type { Request } from './read-request';
import { messageOf, success, type Result } from './result';
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
}

export interface Transfer {
  content: MachineContent;
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
  const { content, plan, connection } = transfer;
  const { report, log, signal } = surroundings;
  await removeLeftovers(paths, content, signal);
  const earlier = await preparePartial(paths, plan, request.excludeList);
  await dropUnusableHalves(paths, job.programs.rsync, transfer.directory.path, log);
  const pull = describePull(job, transfer);
  const pulled = await pullSnapshot(pull, earlier, pullContext(job, transfer, surroundings));
  if (!pulled.ok) return pulled;
  // The laptop need not keep its door open while this side puts things in order.
  await connection.close();
  const done = doneReport(plan, pulled.value, false);
  const flushed = await completeSnapshot(paths, plan.snapshot, {
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
  });
  if (!flushed) {
    const message = 'the snapshot is complete, but could not be flushed to the disk (sync -f)';
    report({ type: 'warning', code: 'other', message });
  }
  try {
    await dropSnapshots(paths, retention, log, signal);
  } catch (error) {
    report({ type: 'warning', code: 'retention', message: messageOf(error) });
  }
  report(done);
  return success(undefined);
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
    unreadable: { ...findings.unreadable, paths: pathsThatFit(findings.unreadable.paths) },
    dryRun,
  };
}

/** A report is one line, and who reads it has to stop somewhere. The count says how many there are in all. */
function pathsThatFit(paths: readonly string[]): string[] {
  let left = 256 * 1024;
  return paths.filter((path) => (left -= JSON.stringify(path).length + 1) >= 0);
}
