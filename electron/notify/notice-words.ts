/** The words of a notification: short, from the one table of failures, safe to show whatever a file is called. */
import type { Alarm } from '../../shared/alarm';
import { describeSign, mainSignOf } from '../../shared/describe-alarm';
import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import { ageOf, type Acknowledged, type Outcome } from '../../shared/outcome';
import { describeDoubts } from '../../shared/describe-trust';
import { describeSkip } from '../../shared/skips';
import type { Doubts } from '../../shared/trust';
import { formatAge, formatCount, formatNumber } from '../../shared/words';
import { showName } from '../usage/show-name';

export interface NoticeWords {
  title: string;
  body: string;
}

const NAMED_PATHS = 3;
const LONGEST_NAME = 80;
/** Servers show two to five lines of it; a host's detail may be pages. */
const LONGEST_SENTENCE = 300;

export function describeFailedRun(failure: Failure, good: Outcome | undefined, now: Date): NoticeWords {
  const { severity, sentence, nextStep } = describeFailure(failure);
  const age = good === undefined ? undefined : ageOf(good, now.getTime());
  return {
    title: severity === 'failed' ? 'Backup failed' : 'No backup this time',
    body: lines(
      sentence,
      age === undefined ? 'There is no good backup yet.' : `Last good backup ${formatAge(age)}.`,
      nextStep,
    ),
  };
}

export function describeAlarmed(alarm: Alarm): NoticeWords {
  return {
    title: 'A backup looks wrong',
    body: lines(
      `${describeSign(mainSignOf(alarm))}.`,
      alarm.heldSince === null
        ? 'Nothing was deleted for it.'
        : 'Nothing older will be deleted until this is settled.',
      'Open Latchkey to say whether that was you.',
    ),
  };
}

export function describeGaps(acknowledged: Acknowledged | undefined): NoticeWords {
  const title = 'Backup completed with gaps';
  // The original host script names no files.
  if (acknowledged === undefined) {
    return { title, body: 'Some files could not be backed up; the log of the run names them.' };
  }
  const { count, paths } = acknowledged.unreadable;
  const named = paths.slice(0, NAMED_PATHS);
  const rest = count - named.length;
  return {
    title,
    body: [
      `${formatCount(count, 'file')} could not be backed up:`,
      ...named.map(showPath),
      ...(rest > 0 && named.length > 0 ? [`and ${formatNumber(rest)} more`] : []),
    ].join('\n'),
  };
}

export function describeDoubtful(doubts: Doubts): NoticeWords {
  const paths = [...doubts.bad.paths, ...doubts.different.paths].slice(0, NAMED_PATHS);
  return {
    title: 'A backed-up file is not as it should be',
    body: [
      ...describeDoubts(doubts),
      ...paths.map(showPath),
      'What this machine has is fetched again with the next backup.',
    ].join('\n'),
  };
}

/** `tries` are all runs, oldest first. */
export function describeOverdue(
  days: number,
  good: Outcome | undefined,
  tries: readonly Outcome[],
  now: Date,
): NoticeWords {
  const since = good === undefined ? -1 : tries.findIndex(({ id }) => id === good.id);
  const body = explainDelay(tries.slice(since + 1));
  if (good === undefined) return { title: 'No good backup yet', body };
  const age = ageOf(good, now.getTime());
  return {
    title: age < 0 ? `Last good backup ${formatAge(age)}` : `No good backup for ${formatCount(days, 'day')}`,
    body,
  };
}

/** What stood in the way last. That somebody cancelled explains nothing. */
function explainDelay(tries: readonly Outcome[]): string {
  const last = tries.findLast(({ result }) => result === 'failed' || result === 'skipped');
  if (last?.result === 'failed') {
    const { sentence, nextStep } = describeFailure(last.failure);
    return lines(`The last try: ${sentence}`, nextStep);
  }
  if (last?.result === 'skipped') {
    const { because, until } = describeSkip(last.skip);
    return lines(`The last one was skipped: ${because}.`, `It is tried again ${until}.`);
  }
  return 'No backup was tried since.';
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
