/** `latchkey --status`: what is true now. It only reads. */
import { describeFailure } from '../../shared/describe-failure';
import { describeTrust } from '../../shared/describe-trust';
import { alarmOf, wasMade, type Outcome } from '../../shared/outcome';
import { describeMoment } from '../../shared/schedule-words';
import { trustOf } from '../../shared/trust';
import { formatAge, formatBytes, formatCount, formatDuration } from '../../shared/words';
import { readCurrentRun, type CurrentRun } from '../run/current-run';
import { lastGoodOf, lastMadeOf, readHistory } from '../run/history';
import { nextDue } from '../schedule/due';
import { overdueDays } from '../schedule/overdue';
import { readPause } from '../schedule/pause';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { describeAlarm } from './describe-alarm';
import { describeDoubted, describeOutcome } from './describe-outcome';
import { describeNext } from './describe-schedule';
import { say, sayJson } from './terminal';

export function statusCommand(paths: UserPaths, options: { json: boolean }): number {
  const history = readHistory(paths.historyFile);
  const running = readCurrentRun(paths);
  const good = lastGoodOf(history);
  const made = lastMadeOf(history);
  const last = history.at(-1);
  const settings = readSettings(paths.settingsFile);
  const now = new Date();
  const next = settings.ok ? nextDue(settings.value.schedule, made, now) : undefined;
  const overdue = settings.ok ? overdueDays(settings.value, history, now) : null;
  const pausedUntil = readPause(paths, now);
  if (options.json) {
    sayJson({
      running: running ?? null,
      lastGood: good === undefined ? null : { ...good, ageSeconds: Math.round(ageOf(good)) },
      last: last ?? null,
      alarm: alarmOf(made) ?? null,
      nextDue: next?.toISOString() ?? null,
      pausedUntil: pausedUntil?.toISOString() ?? null,
      overdueDays: overdue,
    });
    return 0;
  }
  if (running !== undefined) say(describeRunning(running));
  say(good === undefined ? 'No good backup yet.' : describeGood(good));
  describeAlarm(made).forEach(say);
  if (good !== undefined) sayTrust(good);
  if (overdue !== null)
    say(`A backup is overdue: there has been no good one for ${formatCount(overdue, 'day')}.`);
  const lastTry = history.findLast(({ result }) => result !== 'skipped');
  if (lastTry !== undefined && !wasMade(lastTry)) {
    const [first, ...rest] =
      lastTry.result === 'failed' ? Object.values(describe(lastTry)) : describeOutcome(lastTry);
    say(`The last try, ${formatAge(ageOf(lastTry))}: ${first ?? ''}`);
    rest.forEach(say);
  } else if (lastTry?.result === 'partial' && alarmOf(lastTry) === undefined) {
    describeOutcome(lastTry).forEach(say);
  }
  // A skip is no news once there was a good backup after it.
  if (last?.result === 'skipped') describeOutcome(last).forEach(say);
  if (pausedUntil !== undefined) say(`Paused until: ${describeMoment(pausedUntil, now)}`);
  else if (next !== undefined) say(`Next backup: ${describeNext(next, now)}`);
  return 0;
}

function sayTrust(good: Outcome): void {
  const trust = trustOf(good, Date.now());
  const sentence = trust === undefined ? undefined : describeTrust(trust, formatAge(ageOf(good)));
  if (sentence !== undefined) say(sentence);
  describeDoubted(good).forEach(say);
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
