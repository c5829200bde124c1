/** What happens while the laptop's door is open, and putting it in order afterwards. */
import type { Proof } from '../shared/proof';
import type { DoneReport, Report } from '../shared/report';
import { formatCount } from '../shared/words';
import { anySignal } from '../process/any-signal';
import { judgeSnapshot } from './alarm/judge-snapshot';
import { completeSnapshot } from './complete-snapshot';
import type { Connection } from './connect-back';
import { dropByPolicy, type Retention } from './keep/drop-snapshots';
import type { Room } from './keep/make-room';
import { readStamp } from './keep/read-history';
import { keepReserve } from './keep/reserve';
import { SpaceWatch } from './keep/space-watch';
import { dropUnusableHalves } from './drop-unusable-halves';
import { ProgressFollower } from './follow-progress';
import { preparePartial, startAnew, type SnapshotPlan } from './prepare-partial';
import type { FileSystem } from './probe-file-system';
import { baseWithout } from './proof/base-without';
import { judgeHeal } from './proof/judge-heal';
import { planHeal } from './proof/plan-heal';
import { proveSample } from './proof/prove-sample';
import { readVerifyState } from './proof/verify-state';
import { noteHealing, withChanged } from './proof/verified-report';
import type { PrivateDirectory } from './private-directory';
import type { PullContext } from './pull-root';
import { pullUntilLinksFit } from './pull-until-links-fit';
import { dryRunSnapshot, pullSnapshot, type PulledSnapshot, type SnapshotPull } from './pull-snapshot';
import { readMachine } from './read-machine';
import type { Request } from './read-request';
import { removeTree } from './remove-tree';
import { failure, messageOf, success, type Result } from './result';
import type { SnapshotRecord } from './snapshot-record';
import type { MachinePaths } from './store-layout';
import type { TransferLimit } from './transfer-limit';
import type { WayToLaptop } from './way-to-laptop';

export interface Surroundings {
  report: (report: Report) => void;
  log: (words: string) => void;
  /** Settles when reports are read again; undefined while they are. */
  untilHeard: () => Promise<void> | undefined;
  signal: AbortSignal;
}

export interface HostPrograms {
  rsync: string;
  /** Such as "3.2.7". */
  rsyncVersion: string;
}

export interface Job {
  retention: Retention;
  /** Of the transfer, in seconds. */
  timeLimit: number;
  request: Request;
  way: WayToLaptop;
  programs: HostPrograms;
  fileSystem: FileSystem;
  /** The store's; undefined where it has none. */
  mark: string | undefined;
  paths: MachinePaths;
  room: Room;
}

export interface Transfer {
  plan: SnapshotPlan;
  directory: PrivateDirectory;
  connection: Connection;
  limit: TransferLimit;
}

export async function makeDryRun(
  job: Job,
  transfer: Transfer,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const pull = describePull(job, transfer);
  const isProbe = job.request.extension.purpose === 'probe';
  const { limit } = transfer;
  const signal = anySignal([surroundings.signal, limit.signal]);
  const context = pullContext(job, transfer, { ...surroundings, signal });
  const pulled = limit.judge(await dryRunSnapshot(pull, isProbe, context));
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
  const warn = (message: string): void => {
    report({ type: 'warning', code: 'other', message });
  };
  const earlier = await preparePartial(paths, plan, request.excludeList, warn);
  await dropUnusableHalves(paths, job.programs.rsync, transfer.directory.path, log);
  const content = await readMachine(paths);
  const wanted = planHeal(paths, readVerifyState(paths, log), plan.base);
  const pull = describePull(job, transfer);
  const base = plan.base === undefined ? [] : [await baseWithout(paths, plan.base, wanted, earlier, signal)];
  const pulled = await pullUntilLinksFit(
    (trees) => pullWatched(job, transfer, pull, [...trees, ...base], surroundings),
    earlier,
    () => startAnew(paths.partial(plan.snapshot), request.excludeList),
    log,
  );
  await removeTree(paths.healing, signal);
  if (!pulled.ok) return pulled;
  const context = pullContext(job, transfer, surroundings);
  const proof = await proveSample(pull, content, request.excludeList, context);
  // The laptop need not keep its door open while this side puts things in order.
  await connection.close();
  const healing = await judgeHeal(paths, plan.snapshot, wanted, signal);
  const judged = await judgeSnapshot(
    paths,
    {
      ...{ snapshot: plan.snapshot, base: plan.base, isResumed: plan.resumed !== undefined },
      roots: request.extension.roots,
      ...pulled.value,
    },
    signal,
  );
  for (const message of judged.warnings) warn(message);
  const done: DoneReport = {
    ...doneReport(plan, pulled.value, false),
    ...(judged.told && { alarm: judged.told }),
  };
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
    ...(judged.isScreened === true && { screened: true }),
    ...(judged.own && { alarm: judged.own }),
  };
  await completeSnapshot(paths, plan.snapshot, record, retention.maxSize !== undefined, warn);
  const verified = noteHealing(paths, content, plan.snapshot, wanted, healing);
  await keepReserve(paths);
  try {
    await dropByPolicy(paths, retention, log, signal);
  } catch (error) {
    report({ type: 'warning', code: 'retention', message: messageOf(error) });
  }
  const proven = withChanged(proof, healing);
  warnOfDifference(proven, report);
  report({ ...done, proof: proven, verified });
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
  const { limit } = transfer;
  const signal = anySignal([surroundings.signal, watch.signal, limit.signal]);
  const context = pullContext(job, transfer, { ...surroundings, report, signal });
  const pulled = limit.judge(await pullSnapshot(pull, earlier, context));
  const inTheWay = await watch.verdict(pulled.ok);
  return inTheWay === undefined ? pulled : failure(inTheWay);
}

function warnOfDifference({ different: { count, paths } }: Proof, report: Surroundings['report']): void {
  if (count === 0) return;
  const named = paths.slice(0, 3).join(', ');
  const message = `contents differ though size and time are the same, in ${formatCount(count, 'file')}: ${named}`;
  report({ type: 'warning', code: 'other', message });
}

function describePull(job: Job, { plan, connection }: Transfer): SnapshotPull {
  const { roots } = job.request.extension;
  return {
    paths: job.paths,
    plan,
    roots,
    connection,
    rsyncVersion: job.programs.rsyncVersion,
    keepsNanoseconds: job.fileSystem.times === 'nanoseconds',
  };
}

function pullContext(
  job: Job,
  { directory }: Transfer,
  { report, log, untilHeard, signal }: Surroundings,
): PullContext {
  return {
    rsync: job.programs.rsync,
    directory,
    report,
    progress: new ProgressFollower(report),
    log,
    untilHeard,
    signal,
  };
}

function doneReport(plan: SnapshotPlan, { stats, findings }: PulledSnapshot, dryRun: boolean): DoneReport {
  const seconds = Math.max(0, (Date.now() - plan.started.getTime()) / 1000);
  const { files, bytes, transferredFiles, transferredBytes } = stats;
  return {
    type: 'done',
    snapshot: plan.snapshot,
    totals: { files, bytes, transferredFiles, transferredBytes, seconds },
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
