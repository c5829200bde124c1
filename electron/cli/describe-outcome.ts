/** An outcome in the words of the terminal. */
import type { Acknowledged, Outcome } from '../../shared/outcome';
import { safeToShow } from '../../shared/safe-text';
import { doubtsOf } from '../../shared/trust';
import { describeDoubts } from '../../shared/words/doubts';
import type { Language } from '../../shared/words/language';
import { showName } from '../usage/show-name';
import { describeAlarm } from './describe-alarm';

const NAMED_PATHS = 10;

/** What happened, what it means, what to do: one line each. */
export function describeOutcome(language: Language, recorded: Outcome, dryRun = false): string[] {
  const { words } = language;
  const say = words.terminal.outcome;
  const outcome = safeToShow(recorded);
  switch (outcome.result) {
    case 'completed':
      return dryRun
        ? [describeDryRun(language, outcome.acknowledged)]
        : [
            say.completed(describeSnapshot(language, outcome.acknowledged)),
            ...describeAlarm(language, outcome),
            ...describeEmptiness(language, outcome.acknowledged),
            ...describeDoubted(language, outcome),
            ...describeRefused(language, outcome),
          ];
    case 'partial':
      return [
        say.partial(describeSnapshot(language, outcome.acknowledged)),
        ...describeAlarm(language, outcome),
        ...describeGaps(language, outcome.acknowledged),
        ...describeDoubted(language, outcome),
        ...describeRefused(language, outcome),
      ];
    case 'failed': {
      const { sentence, nextStep } = words.failure(outcome.failure);
      return [sentence, nextStep, ...describeRefused(language, outcome)];
    }
    case 'cancelled':
      return [say.cancelled(words.history.cancelReason(outcome.reason))];
    case 'skipped': {
      const { because, until } = words.skip(outcome.skip);
      // Where nothing starts backups here, nobody asks again.
      return [outcome.skip.code === 'host-busy' ? say.sentAway(because, until) : say.skipped(because, until)];
    }
  }
}

function describeSnapshot({ words, formats }: Language, acknowledged: Acknowledged | undefined): string {
  const say = words.terminal.outcome;
  if (acknowledged === undefined) return say.noDetails;
  const { snapshot, base, totals, vanished } = acknowledged;
  const changed = say.changed(totals.transferredFiles, formats.bytes(totals.transferredBytes));
  return [
    say.snapshot(snapshot, totals.files, formats.bytes(totals.bytes)),
    // They were there when the list of files was made, and are not in the snapshot.
    ...(vanished === 0 ? [] : [say.vanished(vanished)]),
    `${changed}, ${base === null ? say.first : say.shared}`,
    say.took(formats.duration(totals.seconds)),
  ].join('; ');
}

/** An exclude rule that covers a root is obeyed; that it leaves nothing is worth a word. */
function describeEmptiness({ words }: Language, acknowledged: Acknowledged | undefined): string[] {
  return acknowledged?.totals.files === 0 ? [words.history.emptySnapshot] : [];
}

function describeDryRun({ words }: Language, acknowledged: Acknowledged | undefined): string {
  const say = words.terminal.outcome;
  if (acknowledged === undefined) return say.dryRunNoDetails;
  const { totals } = acknowledged;
  return say.dryRun(totals.transferredFiles, totals.files);
}

function describeGaps({ words }: Language, acknowledged: Acknowledged | undefined): string[] {
  const say = words.terminal.outcome;
  if (acknowledged === undefined) return [say.someUnreadable];
  const { count, paths } = acknowledged.unreadable;
  const rest = count - Math.min(paths.length, NAMED_PATHS);
  return [
    say.unreadable(count),
    ...paths.slice(0, NAMED_PATHS).map((path) => `  ${path}`),
    ...(rest > 0 ? [`  ${words.gaps.andMore(rest)}`] : []),
    say.gapsNext,
  ];
}

export function describeDoubted({ words }: Language, outcome: Outcome): string[] {
  const doubts = doubtsOf(outcome);
  if (doubts === undefined) return [];
  const paths = [...doubts.bad.paths, ...doubts.different.paths].slice(0, NAMED_PATHS);
  return [...describeDoubts(words, doubts), ...paths.map((path) => `  ${showName(Buffer.from(path))}`)];
}

/** Somebody at the door is worth knowing, even when all went well. */
function describeRefused({ words }: Language, { refused, result }: Outcome): string[] {
  const say = words.history;
  return [
    ...(refused.peers.length > 0 ? [say.turnedAway(refused.peers.join(', '))] : []),
    ...(refused.commands > 0 && result !== 'failed'
      ? [say.refusedCommands(refused.commands, refused.reasons.join('; '))]
      : []),
  ];
}
