/** `latchkey --status`: what is true now. It only reads. */
import { describeFailure } from '../../shared/describe-failure';
import { describeTrust } from '../../shared/describe-trust';
import { ageOf, alarmOf, isAhead, wasMade, type Outcome } from '../../shared/outcome';
import { describeMoment } from '../../shared/schedule-words';
import { trustOf } from '../../shared/trust';
import { formatAge, formatBytes, formatCount, formatDuration } from '../../shared/words';
import { readCurrentRun, type CurrentRun } from '../run/current-run';
import { historyFor, lastGoodOf, lastMadeOf, readHistory } from '../run/history';
import { nextDue } from '../schedule/due';
import { readInstalledSchedules } from '../schedule/install-schedule';
import { overdueDays } from '../schedule/overdue';
import { readPause } from '../schedule/pause';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { describeAlarm } from './describe-alarm';
import { describeDoubted, describeOutcome } from './describe-outcome';
import { describeNext, describeNotStarted, describeStarter } from './describe-schedule';
import { say, sayJson } from './terminal';

export async function statusCommand(paths: UserPaths, options: { json: boolean }): Promise<number> {
  const settings = readSettings(paths.settingsFile);
  const all = readHistory(paths.historyFile);
  const history = settings.ok ? historyFor(settings.value, all) : all;
  const running = readCurrentRun(paths);
  const good = lastGoodOf(history);
  const made = lastMadeOf(history);
  const last = history.at(-1);
  const now = new Date();
  const next = settings.ok ? nextDue(settings.value.schedule, made, now) : undefined;
  const overdue = settings.ok ? overdueDays(settings.value, history, now) : null;
  const pausedUntil = readPause(paths, now);
  const isScheduled = settings.ok && settings.value.schedule.kind !== 'off';
  const installed = isScheduled ? await readInstalledSchedules() : [];
  if (options.json) {
    sayJson({
      running: running ?? null,
      lastGood: good === undefined ? null : { ...good, ageSeconds: Math.round(ageOf(good, now.getTime())) },
      last: last ?? null,
      alarm: alarmOf(made) ?? null,
      nextDue: next?.toISOString() ?? null,
      pausedUntil: pausedUntil?.toISOString() ?? null,
      overdueDays: overdue,
      startedBy: installed.map((each) => ({ ...each, words: describeStarter(each) })),
    });
    return 0;
  }
  if (running !== undefined) say(describeRunning(running));
  say(good === undefined ? describeNone(lastGoodOf(all), now) : describeGood(good, now));
  describeAlarm(made).forEach(say);
  if (good !== undefined) sayTrust(good);
  if (overdue !== null) say(describeOverdue(overdue, good, now));
  const lastTry = history.findLast(({ result }) => result !== 'skipped');
  if (lastTry !== undefined && !wasMade(lastTry)) {
    const [first, ...rest] =
      lastTry.result === 'failed' ? Object.values(describe(lastTry)) : describeOutcome(lastTry);
    say(`The last try, ${formatAge(ageOf(lastTry, now.getTime()))}: ${first ?? ''}`);
    rest.forEach(say);
  } else if (lastTry?.result === 'partial' && alarmOf(lastTry) === undefined) {
    describeOutcome(lastTry).forEach(say);
  }
  // A skip is no news once there was a good backup after it.
  if (last?.result === 'skipped') describeOutcome(last).forEach(say);
  if (pausedUntil !== undefined) say(`Paused until: ${describeMoment(pausedUntil, now)}`);
  else if (next !== undefined) say(`Next backup: ${describeNext(next, now)}`);
  const notStarted = settings.ok ? describeNotStarted(settings.value.schedule, installed) : undefined;
  if (notStarted !== undefined) say(notStarted);
  return 0;
}

function sayTrust(good: Outcome): void {
  const trust = trustOf(good, Date.now());
  const sentence = trust === undefined ? undefined : describeTrust(trust, formatAge(ageOf(good, Date.now())));
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

/** `elsewhere`: at a destination that was set before. */
function describeNone(elsewhere: Outcome | undefined, now: Date): string {
  if (elsewhere === undefined) return 'No good backup yet.';
  return `No good backup here yet. The last one, ${formatAge(ageOf(elsewhere, now.getTime()))}, went to ${elsewhere.host}.`;
}

function describeOverdue(days: number, good: Outcome | undefined, now: Date): string {
  return good !== undefined && isAhead(good.finishedAt, now.getTime())
    ? `A backup is overdue, for all that is known: the last good one is dated ${good.finishedAt}, in the future.`
    : `A backup is overdue: there has been no good one for ${formatCount(days, 'day')}.`;
}

function describeGood(outcome: Outcome, now: Date): string {
  const acknowledged =
    outcome.result === 'completed' || outcome.result === 'partial' ? outcome.acknowledged : undefined;
  const details =
    acknowledged === undefined
      ? ''
      : ` · ${formatBytes(acknowledged.totals.transferredBytes)} in ${formatDuration(acknowledged.totals.seconds)}`;
  return `Last good backup ${formatAge(ageOf(outcome, now.getTime()))}, to ${outcome.host}${details}`;
}
