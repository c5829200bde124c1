/** One rsync: pulls one root, or says what it would pull. */
import type { Report } from '../shared/report';
import { readLines } from '../process/read-lines';
import { startProgram } from '../process/start-program';
import { endOf } from './connect-back';
import type { ProgressFollower } from './follow-progress';
import { PullJudge, type PullFindings } from './judge-pull';
import type { PrivateDirectory } from './private-directory';
import { failure, success, type Result } from './result';
import { NO_STATS, parseDryRunLine, parseProgressLine, parseStatsLine, type Stats } from './rsync-output';

export interface PullContext {
  rsync: string;
  directory: PrivateDirectory;
  report: (report: Report) => void;
  progress: ProgressFollower;
  /** For the laptop's log. */
  log: (words: string) => void;
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
  hasBase: boolean,
  context: PullContext,
): Promise<Result<PulledRoot>> {
  const { signal } = context;
  const stats: Stats = { ...NO_STATS };
  const judge = new PullJudge(root);
  context.progress.startRoot(hasBase);
  const rsync = await startProgram({ file: context.rsync, args, signal, graceMs: GRACE_MS });
  context.directory.recordChild(rsync.identity);
  readLines(rsync.stdout, 'utf8', (line) => {
    const progress = parseProgressLine(line);
    const dryRun = parseDryRunLine(line);
    if (progress !== undefined) context.progress.follow(root, progress);
    else if (dryRun !== undefined) {
      const path = `${root === '/' ? '' : root}/${dryRun.name}`;
      context.report({ type: 'would-transfer', path, bytes: dryRun.bytes });
    } else Object.assign(stats, parseStatsLine(line));
  });
  readLines(rsync.stderr, 'utf8', (line) => {
    judge.hear(line);
    context.log(line);
  });
  const { status, startError } = await rsync.ended;
  await Promise.all([endOf(rsync.stdout), endOf(rsync.stderr)]);
  if (signal.aborted) return failure({ code: 'transfer-interrupted', detail: 'the host program was ended' });
  if (startError !== undefined) return failure({ code: 'host-program-missing', program: 'rsync' });
  const findings = judge.judge(status);
  return findings.ok ? success({ stats, findings: findings.value }) : findings;
}
