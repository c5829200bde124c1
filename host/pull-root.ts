/** One rsync: pulls one root, or says what it would pull. */
import type { Report } from '../shared/report';
import { parseProgressLine } from '../shared/rsync-progress';
import { endOf, readLines } from '../process/read-lines';
import { startProgram } from '../process/start-program';
import type { ProgressFollower } from './follow-progress';
import { PullJudge, type PullFindings } from './judge-pull';
import type { PrivateDirectory } from './private-directory';
import { failure, success, type Result } from './result';
import { NO_STATS, parseDryRunLine, withStatsLine, type Stats } from './rsync-output';
import { inTurn, isRefusal, type Attempt } from './session-in-turn';

export interface PullContext {
  rsync: string;
  directory: PrivateDirectory;
  report: (report: Report) => void;
  progress: ProgressFollower;
  /** For the laptop's log. */
  log: (words: string) => void;
  /** Settles when reports are read again; undefined while they are. */
  untilHeard: () => Promise<void> | undefined;
  signal: AbortSignal;
}

export interface PulledRoot {
  stats: Stats;
  findings: PullFindings;
}

/** rsync may take a while to put its half file aside before it goes. */
const GRACE_MS = 5000;

/** `hasBase`: there is an earlier copy of this root to link from. */
export async function pullRoot(
  root: string,
  args: readonly string[],
  { isDryRun, hasBase }: { isDryRun: boolean; hasBase: boolean },
  context: PullContext,
): Promise<Result<PulledRoot>> {
  context.progress.startRoot(hasBase);
  return inTurn(() => pullOnce(root, args, isDryRun, context), context.signal);
}

async function pullOnce(
  root: string,
  args: readonly string[],
  isDryRun: boolean,
  context: PullContext,
): Promise<Attempt<Result<PulledRoot>>> {
  const { signal } = context;
  let refused = false;
  let stats: Stats = NO_STATS;
  const judge = new PullJudge(root);
  const rsync = await startProgram({
    ...{ file: context.rsync, args, signal, graceMs: GRACE_MS },
    // rsync writes with two processes: the second, left alone, would go on writing, and hold the pipes that are read below.
    ownSession: true,
  });
  context.directory.recordChild(rsync.identity);
  /** One line a file: rsync waits as long as the laptop does not read, but an end is an end. */
  const waitUntilHeard = (): void => {
    const heard = context.untilHeard();
    if (heard === undefined) return;
    rsync.stdout?.pause();
    void Promise.race([heard, rsync.ended]).then(() => rsync.stdout?.resume());
  };
  readLines(rsync.stdout, 'utf8', (line) => {
    const progress = isDryRun ? undefined : parseProgressLine(line);
    const dryRun = isDryRun ? parseDryRunLine(line) : undefined;
    if (progress !== undefined) context.progress.follow(root, progress);
    else if (dryRun !== undefined) {
      const path = `${root === '/' ? '' : root}/${dryRun.name}`;
      context.report({ type: 'would-transfer', path, bytes: dryRun.bytes });
      waitUntilHeard();
    } else stats = withStatsLine(stats, line);
  });
  readLines(rsync.stderr, 'utf8', (line) => {
    refused ||= isRefusal(line);
    judge.hear(line);
    context.log(line);
  });
  const { status, startError } = await rsync.ended;
  await Promise.all([endOf(rsync.stdout), endOf(rsync.stderr)]);
  refused &&= status !== 0;
  if (signal.aborted) {
    return {
      value: failure({ code: 'transfer-interrupted', detail: 'the host program was ended' }),
      refused,
    };
  }
  if (startError !== undefined) {
    const notStarted = { code: 'host-program-not-started', program: 'rsync', detail: startError } as const;
    return { value: failure(notStarted), refused };
  }
  const findings = judge.judge(status);
  return { value: findings.ok ? success({ stats, findings: findings.value }) : findings, refused };
}
