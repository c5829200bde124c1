/** The first line of tray and window, and what else a person wants to know at a glance; in words that are always true. */
import type { AppState, DestinationState, Running } from '../app-state';
import { mainSignOf } from '../describe-alarm';
import { isStuck } from '../health';
import { ageOf, alarmOf, type Outcome } from '../outcome';
import { doubtsOf } from '../trust';
import { describeDoubts } from './doubts';
import type { Language } from './language';

/** One line, without a full stop: of several destinations about the one that is worst off, by its name. `now` in milliseconds. */
export function headlineIn(language: Language, state: AppState, now: number): string {
  const line = standingIn(language, state, now);
  const { running, restoring, setUp, destinations } = state;
  const isAboutOne = (running === null || isStuck(state, now)) && restoring !== true;
  return isAboutOne && setUp.ok && destinations.length > 1
    ? language.words.headline.ofDestination(setUp.destination, line)
    : line;
}

function standingIn({ words, formats }: Language, state: AppState, now: number): string {
  const say = words.headline;
  const age = (outcome: Outcome): string => formats.age(ageOf(outcome, now));
  const { running, setUp, lastGood, lastTry } = state;
  if (running !== null && !isStuck(state, now))
    return runningIn({ words, formats }, running, setUp.ok && setUp.roots.length > 1);
  if (state.restoring === true) return say.restoring;
  if (!setUp.ok) return setUp.failure.code === 'settings-missing' ? say.notSetUp : say.settingsUnusable;
  if (state.alarmed !== null) {
    const before = lastGood === null ? say.noneGoodYet : say.lastGoodShort(age(lastGood));
    return `${say.looksWrong} · ${before}`;
  }
  if (state.overdueDays !== null) {
    if (lastGood === null) return say.noGoodYet;
    const seconds = ageOf(lastGood, now);
    return seconds < 0 ? say.lastGood(age(lastGood)) : say.noGoodFor(Math.floor(seconds / 86_400));
  }
  if (lastTry?.result === 'failed') {
    const before = lastGood === null ? say.noneGoodYet : say.lastGoodShort(age(lastGood));
    return `${say.failed(age(lastTry))} · ${before}`;
  }
  if (lastGood === null) return say.noneYet;
  const totals = 'acknowledged' in lastGood ? lastGood.acknowledged?.totals : undefined;
  const numbers =
    totals === undefined
      ? []
      : [say.sizeAndTime(formats.bytes(totals.transferredBytes), formats.duration(totals.seconds))];
  return [say.lastGood(age(lastGood)), ...numbers].join(' · ');
}

/** Why it failed, what it waits for, who can read now; without a full stop. Undefined where there is nothing to add. */
export function secondLineIn({ words }: Language, state: AppState): string | undefined {
  const { running, setUp, lastTry, last } = state;
  if (running !== null) {
    const { phase, here, peer } = running;
    return phase === 'transferring' && here !== true
      ? words.headline.canRead(peer ?? words.headline.theHost)
      : undefined;
  }
  if (!setUp.ok) return withoutStop(words.failure(setUp.failure).sentence);
  const alarm = alarmOf(state.alarmed);
  if (alarm !== undefined) return words.alarm.sign(mainSignOf(alarm));
  if (lastTry?.result === 'failed') return withoutStop(words.failure(lastTry.failure).sentence);
  if (last?.result === 'skipped') {
    const { because, until } = words.skip(last.skip);
    return words.headline.waitsFor(because, until);
  }
  if (lastTry?.result === 'partial') return words.headline.unreadable(lastTry.acknowledged?.unreadable.count);
  const doubts = doubtsOf(state.lastGood);
  return doubts === undefined ? undefined : withoutStop(describeDoubts(words, doubts)[0] ?? '');
}

/** One of several destinations in a few words: "nas: 3 hours ago", "disk: 12 days ago, not plugged in". */
export function destinationIn(language: Language, state: DestinationState, now: number): string {
  return language.words.headline.ofDestination(state.name, shortStandingIn(language, state, now));
}

/** The same without its name. */
export function shortStandingIn({ words, formats }: Language, state: DestinationState, now: number): string {
  const say = words.headline;
  const { lastGood } = state;
  const age = lastGood === null ? say.never : formats.age(ageOf(lastGood, now));
  const trouble = troubleIn(say, state);
  return trouble === undefined ? age : `${age}, ${trouble}`;
}

function troubleIn(
  say: Language['words']['headline'],
  { lastTry, last, alarmed, overdueDays }: DestinationState,
): string | undefined {
  if (alarmed !== null) return say.looksWrongShort;
  const skip = last?.result === 'skipped' ? last.skip.code : undefined;
  if (skip === 'store-not-there') return say.plugItIn;
  if (skip === 'host-not-reachable') return say.notReachable;
  if (lastTry?.result === 'failed') return say.failedShort;
  if (overdueDays !== null) return say.overdueShort;
  return lastTry?.result === 'partial' ? say.gapsShort : undefined;
}

function runningIn({ words, formats }: Language, running: Running, manyRoots: boolean): string {
  const { backsUp, to, phase, here, progress, secondsLeft } = running;
  const say = words.headline;
  const backingUp = to === undefined ? say.backingUp : say.backingUpTo(to);
  const what = backsUp ? backingUp : say.checking;
  switch (phase) {
    case 'preparing':
      return `${what}: ${say.gettingReady}`;
    case 'listening':
    case 'calling':
      return `${what}: ${say.waiting}`;
    case 'transferring': {
      if (progress === undefined) return `${what}: ${here === true ? say.readingHere : say.reading}`;
      if (progress.percent === undefined) return `${what}: ${formats.bytes(progress.bytes)}`;
      const percent = formats.percent(progress.percent);
      const part = manyRoots ? say.partOf(percent, progress.root) : percent;
      return `${what}: ${[part, ...(secondsLeft === undefined ? [] : [say.timeLeft(secondsLeft)])].join(', ')}`;
    }
    case 'cleaning-up':
      return `${what}: ${say.closing}`;
  }
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
