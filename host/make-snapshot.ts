/** What happens while the laptop's door is open, and putting it in order afterwards. */
import type { Proof } from '../shared/proof';
import type { DoneReport } from '../shared/report';
import { formatCount } from '../shared/words';
import { anySignal } from '../process/any-signal';
import { judgeSnapshot } from './alarm/judge-snapshot';
import { completeSnapshot } from './complete-snapshot';
import { dropByPolicy } from './keep/drop-snapshots';
import { readStamp } from './keep/read-history';
import { keepReserve } from './keep/reserve';
import { dropUnusableHalves } from './drop-unusable-halves';
import { fetchSnapshot, pullContext } from './fetch-snapshot';
import type { Job, Surroundings, Transfer } from './job';
import { preparePartial, type SnapshotPlan } from './prepare-partial';
import { judgeHeal } from './proof/judge-heal';
import { planHeal } from './proof/plan-heal';
import { proveSample } from './proof/prove-sample';
import { readVerifyState } from './proof/verify-state';
import { noteHealing, withChanged } from './proof/verified-report';
import { dryRunSnapshot, type PulledSnapshot, type SnapshotPull } from './pull-snapshot';
import { readMachine } from './read-machine';
import { messageOf, success, type Result } from './result';
import { keepKnownTree } from './short/known-tree';
import type { SnapshotRecord } from './snapshot-record';

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
  const fetched = await fetchSnapshot(job, transfer, pull, { wanted, earlier }, surroundings);
  if (!fetched.ok) return fetched;
  const { pulled } = fetched.value;
  const context = pullContext(job, transfer, surroundings);
  const proof = await proveSample(pull, content, request, context);
  // The laptop need not keep its door open while this side puts things in order.
  await connection.close();
  const healing = await judgeHeal(paths, plan.snapshot, wanted, signal);
  const judged = await judgeSnapshot(
    paths,
    {
      ...{ snapshot: plan.snapshot, base: plan.base, isResumed: plan.resumed !== undefined },
      roots: request.extension.roots,
      ...pulled,
    },
    signal,
  );
  for (const message of judged.warnings) warn(message);
  const done: DoneReport = {
    ...doneReport(plan, pulled, false),
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
  await keepKnownTree(paths, plan.snapshot, fetched.value.known, log);
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

function warnOfDifference({ different: { count, paths } }: Proof, report: Surroundings['report']): void {
  if (count === 0) return;
  const named = paths.slice(0, 3).join(', ');
  const message = `contents differ though size and time are the same, in ${formatCount(count, 'file')}: ${named}`;
  report({ type: 'warning', code: 'other', message });
}

function describePull(job: Job, { plan, connection }: Transfer): SnapshotPull {
  const { roots, moved = [] } = job.request.extension;
  return {
    paths: job.paths,
    plan,
    ...{ roots, moved },
    connection,
    rsyncVersion: job.programs.rsyncVersion,
    keepsNanoseconds: job.fileSystem.times === 'nanoseconds',
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
