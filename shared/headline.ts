/** The first line of tray and window, in words that are always true. Pure. */
import type { AppState, Running } from './app-state';
import { describeSign, mainSignOf } from './describe-alarm';
import { describeFailure } from './describe-failure';
import { isStuck } from './health';
import { ageOf, alarmOf, type Outcome } from './outcome';
import { describeDoubts } from './describe-trust';
import { describeSkip } from './skips';
import { doubtsOf } from './trust';
import { formatAge, formatBytes, formatCount, formatDuration } from './words';

/** One line, without a full stop. `now` in milliseconds. */
export function headlineOf(state: AppState, now: number): string {
  if (state.running !== null && !isStuck(state, now)) {
    return describeRunning(state.running, state.setUp.ok && state.setUp.roots.length > 1);
  }
  if (state.restoring === true) return 'Getting files back';
  if (!state.setUp.ok) {
    return state.setUp.failure.code === 'settings-missing' ? 'Not set up yet' : 'The settings cannot be used';
  }
  if (state.alarmed !== null) {
    const before = state.lastGood === null ? 'none good yet' : `last good ${age(state.lastGood, now)}`;
    return `A backup looks wrong · ${before}`;
  }
  if (state.overdueDays !== null) {
    if (state.lastGood === null) return 'No good backup yet';
    const seconds = ageOf(state.lastGood, now);
    return seconds < 0
      ? `Last good backup ${age(state.lastGood, now)}`
      : `No good backup for ${days(seconds)}`;
  }
  if (state.lastTry?.result === 'failed') {
    const before = state.lastGood === null ? 'none good yet' : `last good ${age(state.lastGood, now)}`;
    return `Backup failed ${age(state.lastTry, now)} · ${before}`;
  }
  return state.lastGood === null ? 'No backup yet' : describeGood(state.lastGood, now);
}

/** What else a person wants to know at a glance: why it failed, what it waits for, what comes next. */
export function secondLineOf(state: AppState): string | undefined {
  if (state.running !== null) {
    const { phase, here } = state.running;
    return phase === 'transferring' && here !== true
      ? `${state.running.peer ?? 'The host'} can read now; it is locked out again when this ends`
      : undefined;
  }
  if (!state.setUp.ok) return withoutStop(describeFailure(state.setUp.failure).sentence);
  const alarm = alarmOf(state.alarmed);
  if (alarm !== undefined) return describeSign(mainSignOf(alarm));
  if (state.lastTry?.result === 'failed') return withoutStop(describeFailure(state.lastTry.failure).sentence);
  if (state.last?.result === 'skipped') {
    const { because, until } = describeSkip(state.last.skip);
    return `Waiting: ${because}; next try ${until}`;
  }
  if (state.lastTry?.result === 'partial') return describeGaps(state.lastTry);
  const doubts = doubtsOf(state.lastGood);
  return doubts === undefined ? undefined : withoutStop(describeDoubts(doubts)[0] ?? '');
}

function describeRunning(
  { backsUp, phase, here, progress, secondsLeft }: Running,
  manyRoots: boolean,
): string {
  const what = backsUp ? 'Backing up' : 'Checking';
  switch (phase) {
    case 'preparing':
      return `${what}: getting ready`;
    case 'listening':
    case 'calling':
      return `${what}: waiting for the host`;
    case 'transferring': {
      if (progress === undefined) return `${what}: ${here === true ? 'reading' : 'the host is reading'}`;
      if (progress.percent === undefined) return `${what}: ${formatBytes(progress.bytes)}`;
      const left = secondsLeft === undefined ? '' : `, ${timeLeft(secondsLeft)}`;
      const part = manyRoots ? ` of ${progress.root}` : '';
      return `${what}: ${Math.floor(progress.percent)} %${part}${left}`;
    }
    case 'cleaning-up':
      return `${what}: closing`;
  }
}

/** "about 6 minutes left"; finer than that nobody knows. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes === 1 ? 'a minute' : `${minutes} minutes`} left`;
  return `about ${Math.round(minutes / 60)} hours left`;
}

/** From the share that is done in so many seconds; undefined while that says little. */
export function estimateSecondsLeft(percent: number | undefined, elapsedSeconds: number): number | undefined {
  if (percent === undefined || percent < 3 || elapsedSeconds < 5) return undefined;
  return (elapsedSeconds * (100 - Math.min(percent, 100))) / percent;
}

function describeGood(outcome: Outcome, now: number): string {
  const acknowledged = 'acknowledged' in outcome ? outcome.acknowledged : undefined;
  const numbers =
    acknowledged === undefined
      ? ''
      : ` · ${formatBytes(acknowledged.totals.transferredBytes)} in ${formatDuration(acknowledged.totals.seconds)}`;
  return `Last good backup ${age(outcome, now)}${numbers}`;
}

function describeGaps(outcome: Extract<Outcome, { result: 'partial' }>): string {
  const count = outcome.acknowledged?.unreadable.count;
  return count === undefined
    ? 'Some files could not be read'
    : `${formatCount(count, 'file')} could not be read`;
}

function age(outcome: Outcome, now: number): string {
  return formatAge(ageOf(outcome, now));
}

function days(seconds: number): string {
  const count = Math.floor(seconds / 86_400);
  return count === 1 ? '1 day' : `${count} days`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
