/** `latchkey --status`: what is true now. It only reads. */
import type { Failure } from '../../shared/failures';
import { ageOf, alarmOf, isAhead, wasMade, type Outcome } from '../../shared/outcome';
import type { Words } from '../../shared/words/catalogue';
import type { Language } from '../../shared/words/language';
import { proofIn } from '../../shared/words/proof';
import { lastGoodOf } from '../history/history';
import type { CurrentRun } from '../run/current-run';
import { readStanding, standingAsJson } from '../run/standing';
import type { UserPaths } from '../settings/user-paths';
import { describeAlarm } from './describe-alarm';
import { describeDoubted, describeOutcome } from './describe-outcome';
import { describeMoment, describeNext, describeNotStarted } from './describe-schedule';
import { ownLanguage } from './own-language';
import { say, sayJson } from './terminal';

export async function statusCommand(paths: UserPaths, options: { json: boolean }): Promise<number> {
  const standing = await readStanding(paths);
  if (options.json) {
    sayJson<'status'>(standingAsJson(standing));
    return 0;
  }
  const { settings, all, history, running, now, pausedUntil, installed } = standing;
  const { lastGood: good, lastMade: made, nextDue: next, overdueDays: overdue } = standing;
  const last = history.at(-1);
  const language = ownLanguage();
  const { status } = language.words.terminal;
  const ago = (outcome: Outcome): string => language.formats.age(ageOf(outcome, now.getTime()));
  if (running !== undefined) say(describeRunning(language, running));
  say(good === undefined ? describeNone(language, lastGoodOf(all), now) : describeGood(language, good, now));
  describeAlarm(language, made).forEach(say);
  if (good !== undefined) sayTrust(language, good, now);
  if (overdue !== null) say(describeOverdue(language, overdue, good, now));
  const lastTry = history.findLast(({ result }) => result !== 'skipped');
  if (lastTry !== undefined && !wasMade(lastTry)) {
    const [first = '', ...rest] =
      lastTry.result === 'failed'
        ? failureLines(language, lastTry.failure)
        : describeOutcome(language, lastTry);
    say(status.lastTry(ago(lastTry), first));
    rest.forEach(say);
  } else if (lastTry?.result === 'partial' && alarmOf(lastTry) === undefined) {
    describeOutcome(language, lastTry).forEach(say);
  }
  // A skip is no news once there was a good backup after it.
  if (last?.result === 'skipped') describeOutcome(language, last).forEach(say);
  if (pausedUntil !== undefined) say(status.pausedUntil(describeMoment(language, pausedUntil, now)));
  else if (next !== undefined) say(status.next(describeNext(language, next, now)));
  const notStarted = settings.ok
    ? describeNotStarted(language, settings.value.schedule, installed)
    : undefined;
  if (notStarted !== undefined) say(notStarted);
  return 0;
}

function failureLines({ words }: Language, failure: Failure): string[] {
  const { sentence, nextStep } = words.failure(failure);
  return [sentence, nextStep];
}

function sayTrust(language: Language, good: Outcome, now: Date): void {
  const proof = proofIn(language, good, now.getTime());
  if (proof !== undefined) say(`${proof.slice(0, 1).toUpperCase()}${proof.slice(1)}.`);
  describeDoubted(language, good).forEach(say);
}

function describeRunning({ words, formats }: Language, running: CurrentRun): string {
  const { pid, phase, progress, dryRun } = running;
  const say = words.terminal.status;
  const details = [
    say.process(pid),
    ...(phase === undefined ? [] : [phaseIn(words, running)]),
    ...(progress?.percent === undefined ? [] : [formats.percent(progress.percent)]),
  ].join(', ');
  return dryRun === true ? say.checking(details) : say.running(details);
}

function phaseIn({ headline }: Words, { phase = '', here }: CurrentRun): string {
  switch (phase) {
    case 'preparing':
      return headline.gettingReady;
    case 'listening':
    case 'calling':
      return headline.waiting;
    case 'transferring':
      return here === true ? headline.readingHere : headline.reading;
    case 'cleaning-up':
      return headline.closing;
    default:
      // Another version's.
      return phase;
  }
}

/** `elsewhere`: at a destination that was set before. */
function describeNone({ words, formats }: Language, elsewhere: Outcome | undefined, now: Date): string {
  const say = words.terminal.status;
  if (elsewhere === undefined) return say.noGoodYet;
  return say.noneHere(formats.age(ageOf(elsewhere, now.getTime())), elsewhere.host);
}

function describeOverdue({ words }: Language, days: number, good: Outcome | undefined, now: Date): string {
  const say = words.terminal.status;
  return good !== undefined && isAhead(good.finishedAt, now.getTime())
    ? say.overdueAhead(good.finishedAt)
    : say.overdue(days);
}

function describeGood({ words, formats }: Language, outcome: Outcome, now: Date): string {
  const acknowledged =
    outcome.result === 'completed' || outcome.result === 'partial' ? outcome.acknowledged : undefined;
  const { transferredBytes, seconds } = acknowledged?.totals ?? {};
  const details =
    transferredBytes === undefined || seconds === undefined
      ? []
      : [words.headline.sizeAndTime(formats.bytes(transferredBytes), formats.duration(seconds))];
  const age = formats.age(ageOf(outcome, now.getTime()));
  return [words.terminal.status.lastGood(age, outcome.host), ...details].join(' · ');
}
