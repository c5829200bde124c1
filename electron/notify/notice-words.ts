/** The words of a notification: short, from the one catalogue, safe to show whatever a file is called. */
import type { Alarm } from '../../shared/alarm';
import { mainSignOf } from '../../shared/describe-alarm';
import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import { ageOf, type Acknowledged, type Outcome } from '../../shared/outcome';
import type { Doubts } from '../../shared/trust';
import { describeDoubts } from '../../shared/words/doubts';
import type { Language } from '../../shared/words/language';
import { showName } from '../usage/show-name';

export interface NoticeWords {
  title: string;
  body: string;
}

const NAMED_PATHS = 3;
const LONGEST_NAME = 80;
/** Servers show two to five lines of it; a host's detail may be pages. */
const LONGEST_SENTENCE = 300;

export function describeFailedRun(
  { words, formats }: Language,
  failure: Failure,
  good: Outcome | undefined,
  now: Date,
): NoticeWords {
  const say = words.notices;
  const { sentence, nextStep } = words.failure(failure);
  return {
    title: describeFailure(failure).severity === 'failed' ? say.failed : say.notThisTime,
    body: lines(
      sentence,
      good === undefined ? say.noGoodYet : say.lastGood(formats.age(ageOf(good, now.getTime()))),
      nextStep,
    ),
  };
}

export function describeAlarmed({ words }: Language, alarm: Alarm): NoticeWords {
  const say = words.notices.alarm;
  return {
    title: words.headline.looksWrong,
    body: lines(
      `${words.alarm.sign(mainSignOf(alarm))}.`,
      alarm.heldSince === null ? say.notHeld : say.held,
      say.answer,
    ),
  };
}

export function describeGaps({ words }: Language, acknowledged: Acknowledged | undefined): NoticeWords {
  const say = words.notices;
  const title = say.gaps;
  // The original host script names no files.
  if (acknowledged === undefined) return { title, body: say.someUnreadable };
  const { count, paths } = acknowledged.unreadable;
  const named = paths.slice(0, NAMED_PATHS);
  const rest = count - named.length;
  return {
    title,
    body: [
      say.unreadable(count),
      ...named.map(showPath),
      ...(rest > 0 && named.length > 0 ? [words.gaps.andMore(rest)] : []),
    ].join('\n'),
  };
}

export function describeDoubtful({ words }: Language, doubts: Doubts): NoticeWords {
  const paths = [...doubts.bad.paths, ...doubts.different.paths].slice(0, NAMED_PATHS);
  return {
    title: words.home.doubtful,
    body: [...describeDoubts(words, doubts), ...paths.map(showPath), words.notices.fetchedAgain].join('\n'),
  };
}

/** `tries` are all runs, oldest first. */
export function describeOverdue(
  { words, formats }: Language,
  days: number,
  good: Outcome | undefined,
  tries: readonly Outcome[],
  now: Date,
): NoticeWords {
  const say = words.headline;
  const since = good === undefined ? -1 : tries.findIndex(({ id }) => id === good.id);
  const body = explainDelay({ words, formats }, tries.slice(since + 1));
  if (good === undefined) return { title: say.noGoodYet, body };
  const age = ageOf(good, now.getTime());
  return { title: age < 0 ? say.lastGood(formats.age(age)) : say.noGoodFor(days), body };
}

/** What stood in the way last. That somebody cancelled explains nothing. */
function explainDelay({ words }: Language, tries: readonly Outcome[]): string {
  const say = words.notices;
  const last = tries.findLast(({ result }) => result === 'failed' || result === 'skipped');
  if (last?.result === 'failed') {
    const { sentence, nextStep } = words.failure(last.failure);
    return lines(say.lastFailed(sentence), nextStep);
  }
  if (last?.result === 'skipped') {
    const { because, until } = words.skip(last.skip);
    return lines(say.lastSkipped(because), words.history.tryAgainBy(until));
  }
  return say.noneTried;
}

function lines(...sentences: string[]): string {
  return sentences
    .map((text) => shorten(showName(Buffer.from(text.trim().replace(/\s+/g, ' '))), LONGEST_SENTENCE))
    .join('\n');
}

/** Its end says more than its beginning. */
function showPath(path: string): string {
  const characters = Array.from(showName(Buffer.from(path)));
  return characters.length <= LONGEST_NAME
    ? characters.join('')
    : `…${characters.slice(1 - LONGEST_NAME).join('')}`;
}

function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
