/** The headline in the window's language: the decisions of shared/headline.ts, with the catalogue's pieces. Pure. */
import type { AppState, Running } from '../app-state';
import { isStuck } from '../health';
import { ageOf, type Outcome } from '../outcome';
import type { Language } from './languages';

export function headlineIn({ words, formats }: Language, state: AppState, now: number): string {
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

function runningIn({ words, formats }: Language, running: Running, manyRoots: boolean): string {
  const { backsUp, phase, here, progress, secondsLeft } = running;
  const say = words.headline;
  const what = backsUp ? say.backingUp : say.checking;
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
