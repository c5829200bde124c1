/** Whether a run's end is worth a notification, and which. What was told before comes in as a list. */
import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import { alarmOf, isGood, type Outcome } from '../../shared/outcome';
import { doubtsOf } from '../../shared/trust';
import type { Language } from '../../shared/words/language';
import type { Notice, NoticeAction } from './notice';
import {
  describeAlarmed,
  describeDoubtful,
  describeFailedRun,
  describeGaps,
  describeOverdue,
  type NoticeWords,
} from './notice-words';

export interface NoticeQuestion {
  /** How the newest run ended; undefined where only time has passed. */
  outcome: Outcome | undefined;
  /** Oldest first. It may hold the outcome already, and what came after. */
  history: readonly Outcome[];
  /** For how many days a good backup has been missing, where that is too long. */
  overdueDays: number | null;
  /** Where `history` is of. */
  host?: string;
  /** That destination's name, where there are several. */
  destination?: string;
  /** The causes that were told. */
  told: ReadonlySet<string>;
  now: Date;
}

/** What is to be told, before it is put into a language. */
export interface DecidedNotice extends Pick<
  Notice,
  'cause' | 'urgency' | 'settledBy' | 'host' | 'destination'
> {
  actions: readonly NoticeAction[];
  describe: (language: Language) => NoticeWords;
}

/**
 * The first of these that was not told yet: what looks wrong, files that are not what they should be, the failure, the gaps,
 * that a backup is overdue.
 */
export function decideNotice(question: NoticeQuestion): DecidedNotice | undefined {
  const { outcome, told, host, destination } = question;
  // Whoever cancels sits in front of the machine, and knows.
  if (outcome?.result === 'cancelled') return undefined;
  const earlier = historyBefore(question);
  const notices = [
    noticeOfAlarm(outcome),
    noticeOfDoubts(outcome),
    noticeOfRun(outcome, earlier, question),
    noticeOfOverdue(question, earlier),
  ];
  const notice = notices.find((each) => each !== undefined && !told.has(each.cause));
  return notice && { ...notice, ...{ host, destination } };
}

/** A hold is one cause as long as it lasts; so is a single sign against one reference. */
function noticeOfAlarm(outcome: Outcome | undefined): DecidedNotice | undefined {
  const alarm = alarmOf(outcome);
  if (outcome === undefined || alarm === undefined) return undefined;
  const { heldSince, reference } = alarm;
  const cause =
    heldSince === null ? ['looks-wrong', outcome.host, reference] : ['held', outcome.host, heldSince];
  return {
    cause: JSON.stringify(cause),
    describe: (language) => describeAlarmed(language, alarm),
    urgency: 'critical',
    actions: ['show'],
    settledBy: null,
  };
}

function noticeOfRun(
  outcome: Outcome | undefined,
  earlier: readonly Outcome[],
  { now, host }: Pick<NoticeQuestion, 'now' | 'host'>,
): DecidedNotice | undefined {
  if (outcome?.result === 'failed') {
    const good = earlier.findLast(isGood);
    const { severity } = describeFailure(outcome.failure);
    return {
      cause: nameCause(['failed', outcome.host, ...identify(outcome.failure)], good),
      describe: (language) => describeFailedRun(language, outcome.failure, good, now),
      urgency: severity === 'failed' ? 'critical' : 'normal',
      actions: ['show', 'try-again'],
      settledBy: 'good',
    };
  }
  if (outcome?.result === 'partial') {
    const complete = earlier.findLast(({ result }) => result === 'completed');
    return {
      cause: nameCause(['partial'], complete, host),
      describe: (language) => describeGaps(language, outcome.acknowledged),
      urgency: 'normal',
      // Trying again reads what cannot be read as little as before.
      actions: ['show'],
      settledBy: 'complete',
    };
  }
  return undefined;
}

/** Once for the same files, however many backups still speak of them. */
function noticeOfDoubts(outcome: Outcome | undefined): DecidedNotice | undefined {
  const doubts = doubtsOf(outcome);
  if (doubts === undefined) return undefined;
  const { bad, different } = doubts;
  return {
    cause: JSON.stringify(
      ['doubts', outcome?.host, bad.count, different.count, ...bad.paths, ...different.paths].slice(0, 20),
    ),
    describe: (language) => describeDoubtful(language, doubts),
    urgency: 'critical',
    actions: ['show'],
    settledBy: null,
  };
}

function noticeOfOverdue(
  { outcome, overdueDays, now, host }: NoticeQuestion,
  earlier: readonly Outcome[],
): DecidedNotice | undefined {
  // A good run ends it, even where the caller counted the days before that.
  if (overdueDays === null || (outcome !== undefined && isGood(outcome))) return undefined;
  const good = earlier.findLast(isGood);
  const tries = outcome === undefined ? earlier : [...earlier, outcome];
  return {
    cause: nameCause(['overdue'], good, host),
    describe: (language) => describeOverdue(language, overdueDays, good, tries, now),
    urgency: 'critical',
    actions: ['show', 'try-again'],
    settledBy: 'good',
  };
}

/**
 * A cause carries the good run that it came after. So it is new again once another good run came between, whoever
 * asks, in whatever order: the app and a cron job that look at the same history get the same name. Where there was none
 * yet, it carries the place.
 */
function nameCause(parts: readonly string[], since: Outcome | undefined, host?: string): string {
  return JSON.stringify([...parts, since?.id ?? host ?? '']);
}

const IDENTIFYING = ['program', 'root', 'directory', 'path', 'port', 'status'] as const;

/** The code, and the data that makes it another thing to a person: which program, which directory. Details vary. */
function identify(failure: Failure): string[] {
  const data = failure as Partial<Record<(typeof IDENTIFYING)[number], unknown>>;
  return [failure.code, ...IDENTIFYING.flatMap((name) => (name in data ? [String(data[name])] : []))];
}

function historyBefore({ outcome, history }: NoticeQuestion): readonly Outcome[] {
  const at = outcome === undefined ? -1 : history.findIndex(({ id }) => id === outcome.id);
  return at === -1 ? history : history.slice(0, at);
}

export function putInWords(
  { cause, urgency, settledBy, actions, describe, host, destination }: DecidedNotice,
  language: Language,
): Notice {
  const labels = language.words.notices.actions;
  const buttons = actions.map((action) => ({ action, label: labels[action] }));
  const { title, body } = describe(language);
  return {
    ...{ cause, urgency, settledBy, buttons, body },
    title: destination === undefined ? title : language.words.notices.titleOf(destination, title),
    ...(host !== undefined && { host }),
    ...(destination !== undefined && { destination }),
  };
}
