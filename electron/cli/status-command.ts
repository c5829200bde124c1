/** `latchkey --status`: what is true now. It only reads. */
import type { Failure } from '../../shared/failures';
import { nameOfHost } from '../../shared/settings';
import { ageOf, alarmOf, isAhead, wasMade, type Outcome } from '../../shared/outcome';
import type { Words } from '../../shared/words/catalogue';
import type { Language } from '../../shared/words/language';
import { proofIn } from '../../shared/words/proof';
import type { CurrentRun } from '../run/current-run';
import { readStanding, standingAsJson, type Standing } from '../run/standing';
import type { DestinationStanding } from '../schedule/destinations';
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
  const { destinations, running, now, pausedUntil } = standing;
  const language = ownLanguage();
  const { status } = language.words.terminal;
  if (running !== undefined) say(describeRunning(language, running, destinations.length > 1));
  for (const destination of destinations) {
    if (destinations.length > 1) say(describeDestination(language, destination));
    describeStanding(language, destination, standing).forEach(say);
  }
  if (pausedUntil !== undefined) say(status.pausedUntil(describeMoment(language, pausedUntil, now)));
  return 0;
}

function describeDestination({ words }: Language, { settings }: DestinationStanding): string {
  return settings === undefined
    ? ''
    : words.terminal.destinations.to(settings.destination, nameOfHost(settings));
}

function describeStanding(
  language: Language,
  { settings, history, lastGood: good, goodElsewhere, lastMade: made, ...due }: DestinationStanding,
  { now, pausedUntil, installed }: Standing,
): string[] {
  const { status } = language.words.terminal;
  const last = history.at(-1);
  const ago = (outcome: Outcome): string => language.formats.age(ageOf(outcome, now.getTime()));
  const lines = [
    good === undefined ? describeNone(language, goodElsewhere, now) : describeGood(language, good, now),
    ...describeAlarm(language, made),
    ...(good === undefined ? [] : describeTrust(language, good, now)),
    ...(due.overdueDays === null ? [] : [describeOverdue(language, due.overdueDays, good, now)]),
  ];
  const lastTry = history.findLast(({ result }) => result !== 'skipped');
  if (lastTry !== undefined && !wasMade(lastTry)) {
    const [first = '', ...rest] =
      lastTry.result === 'failed'
        ? failureLines(language, lastTry.failure)
        : describeOutcome(language, lastTry);
    lines.push(status.lastTry(ago(lastTry), first), ...rest);
  } else if (lastTry?.result === 'partial' && alarmOf(lastTry) === undefined) {
    lines.push(...describeOutcome(language, lastTry));
  }
  // A skip is no news once there was a good backup after it.
  if (last?.result === 'skipped') lines.push(...describeOutcome(language, last));
  if (pausedUntil === undefined && due.nextDue !== undefined) {
    lines.push(status.next(describeNext(language, due.nextDue, now)));
  }
  const notStarted = settings && describeNotStarted(language, settings.schedule, installed);
  return notStarted === undefined ? lines : [...lines, notStarted];
}

function failureLines({ words }: Language, failure: Failure): string[] {
  const { sentence, nextStep } = words.failure(failure);
  return [sentence, nextStep];
}

function describeTrust(language: Language, good: Outcome, now: Date): string[] {
  const proof = proofIn(language, good, now.getTime());
  const sentence = proof === undefined ? [] : [`${proof.slice(0, 1).toUpperCase()}${proof.slice(1)}.`];
  return [...sentence, ...describeDoubted(language, good)];
}

function describeRunning({ words, formats }: Language, running: CurrentRun, many: boolean): string {
  const { pid, phase, progress, dryRun, destination } = running;
  const say = words.terminal.status;
  const details = [
    ...(many && destination !== undefined ? [destination] : []),
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
