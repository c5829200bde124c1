/** An outcome in the words of the terminal. */
import { describeAlarm } from './describe-alarm';
import { describeFailure } from '../../shared/describe-failure';
import type { Acknowledged, Outcome } from '../../shared/outcome';
import { describeDoubts } from '../../shared/describe-trust';
import { safeToShow } from '../../shared/safe-text';
import { describeSkip } from '../../shared/skips';
import { doubtsOf } from '../../shared/trust';
import { formatBytes, formatCount, formatDuration, formatNumber } from '../../shared/words';
import { showName } from '../usage/show-name';

const NAMED_PATHS = 10;

/** What happened, what it means, what to do: one line each. */
export function describeOutcome(recorded: Outcome, dryRun = false): string[] {
  const outcome = safeToShow(recorded);
  switch (outcome.result) {
    case 'completed':
      return dryRun
        ? describeDryRun(outcome.acknowledged)
        : [
            `Backup completed: ${describeSnapshot(outcome.acknowledged)}`,
            ...describeAlarm(outcome),
            ...describeEmptiness(outcome.acknowledged),
            ...describeDoubted(outcome),
            ...describeRefused(outcome),
          ];
    case 'partial':
      return [
        `Backup completed with gaps: ${describeSnapshot(outcome.acknowledged)}`,
        ...describeAlarm(outcome),
        ...describeGaps(outcome.acknowledged),
        ...describeDoubted(outcome),
        ...describeRefused(outcome),
      ];
    case 'failed': {
      const { sentence, nextStep } = describeFailure(outcome.failure);
      return [sentence, nextStep, ...describeRefused(outcome)];
    }
    case 'cancelled':
      return [`Backup cancelled (${outcome.reason}). Earlier snapshots are untouched.`];
    case 'skipped': {
      const { because, until } = describeSkip(outcome.skip);
      return [`Backup skipped: ${because}. It is tried again ${until}.`];
    }
  }
}

function describeSnapshot(acknowledged: Acknowledged | undefined): string {
  if (acknowledged === undefined) return 'the host ended without an error; it does not report details.';
  const { snapshot, base, totals, vanished } = acknowledged;
  const kind = base === null ? 'the first snapshot' : 'the rest is shared with the snapshot before';
  const changed = `${formatCount(totals.transferredFiles, 'file')} new or changed`;
  return (
    `snapshot ${snapshot}, ${formatCount(totals.files, 'file')}, ${formatBytes(totals.bytes)}; ${describeVanished(vanished)}` +
    `${changed} (${formatBytes(totals.transferredBytes)} sent), ${kind}; took ${formatDuration(totals.seconds)}.`
  );
}

/** They were there when the list of files was made, and are not in the snapshot. */
function describeVanished(count: number): string {
  if (count === 0) return '';
  return `${formatCount(count, 'file')} vanished while ${count === 1 ? 'it was' : 'they were'} read; `;
}

/** An exclude rule that covers a root is obeyed; that it leaves nothing is worth a word. */
function describeEmptiness(acknowledged: Acknowledged | undefined): string[] {
  if (acknowledged?.totals.files !== 0) return [];
  return ['The snapshot holds no files. If that is not what you expect, look at the exclude list.'];
}

function describeDryRun(acknowledged: Acknowledged | undefined): string[] {
  if (acknowledged === undefined) return ['The host took part in the dry run; it does not report details.'];
  const { totals } = acknowledged;
  return [
    `Dry run: ${formatCount(totals.transferredFiles, 'file')} of ${formatNumber(totals.files)} would be transferred. Nothing was kept.`,
  ];
}

function describeGaps(acknowledged: Acknowledged | undefined): string[] {
  if (acknowledged === undefined) return ['Some files could not be read; the log of the run names them.'];
  const { count, paths } = acknowledged.unreadable;
  const rest = count - Math.min(paths.length, NAMED_PATHS);
  return [
    `${formatCount(count, 'path')} could not be backed up in full:`,
    ...paths.slice(0, NAMED_PATHS).map((path) => `  ${path}`),
    ...(rest > 0 ? [`  and ${formatNumber(rest)} more`] : []),
    'Make them readable, or exclude them; the log of the run has the reasons.',
  ];
}

export function describeDoubted(outcome: Outcome): string[] {
  const doubts = doubtsOf(outcome);
  if (doubts === undefined) return [];
  const paths = [...doubts.bad.paths, ...doubts.different.paths].slice(0, NAMED_PATHS);
  return [...describeDoubts(doubts), ...paths.map((path) => `  ${showName(Buffer.from(path))}`)];
}

/** Somebody at the door is worth knowing, even when all went well. */
function describeRefused({ refused, result }: Outcome): string[] {
  const lines: string[] = [];
  if (refused.peers.length > 0) lines.push(`Turned away at the door: ${refused.peers.join(', ')}.`);
  if (refused.commands > 0 && result !== 'failed') {
    lines.push(
      `The guard refused ${formatCount(refused.commands, 'command')}: ${refused.reasons.join('; ')}.`,
    );
  }
  return lines;
}
