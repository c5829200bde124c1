/** What there is to tell of, from the files: of the run that has ended, and of each destination without a good backup for too long. */
import type { Outcome } from '../../shared/outcome';
import { nameOfHost } from '../../shared/settings';
import { readDestinations, type DestinationStanding } from '../schedule/destinations';
import type { UserPaths } from '../settings/user-paths';
import type { NoticeQuestion } from './decide-notice';

export interface Question extends Omit<NoticeQuestion, 'told' | 'now'> {
  /** `notifications` of the settings. */
  wanted: boolean;
}

type Files = Pick<UserPaths, 'settingsFile' | 'historyFile'>;

/** `outcome`: of any destination. One at a place that is none any more is told of as it was. */
export function questionOfRun(paths: Files, outcome: Outcome): Question {
  const { destinations } = readDestinations(paths, new Date());
  const [first] = destinations;
  const meant = destinations.find((each) => placeOf(each) === outcome.host) ?? first;
  return questionOf(meant, outcome, destinations.length > 1);
}

/** Of each destination; `outcome` absent where nothing is on record. */
export function questionsOfNewest(paths: Files): Question[] {
  const { destinations } = readDestinations(paths, new Date());
  return destinations.map((each) => questionOf(each, each.history.at(-1), destinations.length > 1));
}

export function questionsOfOverdue(paths: Files): Question[] {
  const { destinations } = readDestinations(paths, new Date());
  return destinations
    .filter(({ overdueDays }) => overdueDays !== null)
    .map((each) => questionOf(each, undefined, destinations.length > 1));
}

function questionOf(
  standing: DestinationStanding,
  outcome: Outcome | undefined,
  isOneOfSeveral: boolean,
): Question {
  const { settings, history, overdueDays } = standing;
  const host = placeOf(standing);
  return {
    ...{ outcome, history, overdueDays },
    ...(host !== undefined && { host }),
    ...(isOneOfSeveral && settings !== undefined && { destination: settings.destination }),
    // Settings that cannot be read are what a person has to be told of.
    wanted: settings?.notifications ?? true,
  };
}

function placeOf({ settings }: DestinationStanding): string | undefined {
  return settings && nameOfHost(settings);
}
