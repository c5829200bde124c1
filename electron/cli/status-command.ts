/** `latchkey --status`: what is true now. It only reads. */
import { describeFailure } from '../../shared/failures';
import { isGood, type Outcome } from '../../shared/outcome';
import { formatAge, formatBytes, formatDuration } from '../../shared/words';
import { readCurrentRun, type CurrentRun } from '../run/current-run';
import { lastGoodOf, readHistory } from '../run/history';
import type { UserPaths } from '../settings/user-paths';
import { describeOutcome } from './describe-outcome';
import { say, sayJson } from './terminal';

export function statusCommand(paths: UserPaths, options: { json: boolean }): number {
  const history = readHistory(paths.historyFile);
  const running = readCurrentRun(paths);
  const good = lastGoodOf(history);
  const last = history.at(-1);
  if (options.json) {
    sayJson({
      running: running ?? null,
      lastGood: good === undefined ? null : { ...good, ageSeconds: Math.round(ageOf(good)) },
      last: last ?? null,
    });
    return 0;
  }
  if (running !== undefined) say(describeRunning(running));
  say(good === undefined ? 'No good backup yet.' : describeGood(good));
  if (last !== undefined && !isGood(last)) {
    const [first, ...rest] = last.result === 'failed' ? Object.values(describe(last)) : describeOutcome(last);
    say(`The last try, ${formatAge(ageOf(last))}: ${first ?? ''}`);
    rest.forEach(say);
  } else if (last?.result === 'partial') describeOutcome(last).forEach(say);
  return 0;
}

function describe(outcome: Extract<Outcome, { result: 'failed' }>): { sentence: string; nextStep: string } {
  const { sentence, nextStep } = describeFailure(outcome.failure);
  return { sentence, nextStep };
}

function describeRunning({ pid, phase, progress, dryRun }: CurrentRun): string {
  const what = dryRun === true ? 'A dry run or check is under way' : 'Backing up now';
  const share = progress?.percent === undefined ? '' : `, ${progress.percent.toFixed(0)} %`;
  return `${what} (process ${pid}${phase === undefined ? '' : `, ${phase}`}${share}).`;
}

function describeGood(outcome: Outcome): string {
  const acknowledged =
    outcome.result === 'completed' || outcome.result === 'partial' ? outcome.acknowledged : undefined;
  const details =
    acknowledged === undefined
      ? ''
      : ` · ${formatBytes(acknowledged.totals.transferredBytes)} in ${formatDuration(acknowledged.totals.seconds)}`;
  return `Last good backup ${formatAge(ageOf(outcome))}, to ${outcome.host}${details}`;
}

function ageOf(outcome: Outcome): number {
  return Math.max(0, (Date.now() - Date.parse(outcome.finishedAt)) / 1000);
}
