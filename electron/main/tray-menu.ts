/** The tray's menu as data: what it says and does in each state. */
import type { AppState, DestinationState } from '../../shared/app-state';
import type { View } from '../../shared/views';
import { destinationIn, headlineIn, secondLineIn } from '../../shared/words/headline';
import type { Language } from '../../shared/words/language';
import { whenIn } from '../../shared/words/when';

export type TrayAction =
  /** `to`: a destination's name; absent: each. */
  | { do: 'start'; to?: string }
  | { do: 'cancel' | 'quit' }
  | { do: 'show'; view: View }
  | { do: 'pause'; until: 'hour' | 'tomorrow' | 'off' };

export type TrayItem =
  | { kind: 'line' }
  /** Words only. */
  | { kind: 'text'; label: string }
  | { kind: 'action'; label: string; enabled: boolean; action: TrayAction };

/** `now` in milliseconds. */
export function trayMenu(language: Language, state: AppState, now: number): TrayItem[] {
  const { tray, shell } = language.words;
  const second = secondLineIn(language, state);
  return [
    { kind: 'text', label: headlineIn(language, state, now) },
    ...(second === undefined ? [] : [{ kind: 'text' as const, label: shorten(second) }]),
    ...eachDestination(language, state, now),
    { kind: 'line' },
    startOrCancel(language, state),
    ...startOne(language, state),
    { kind: 'line' },
    show(tray.open, 'home'),
    show(tray.files, 'files'),
    show(tray.space, 'space'),
    show(shell.views.excludes, 'excludes'),
    { kind: 'line' },
    ...pause(language, state, now),
    { kind: 'line' },
    { kind: 'action', label: tray.quit, enabled: true, action: { do: 'quit' } },
  ];
}

/** Where there are several: how each stands. */
function eachDestination(language: Language, { destinations }: AppState, now: number): TrayItem[] {
  if (destinations.length < 2) return [];
  const label = (each: DestinationState): string => shorten(destinationIn(language, each, now));
  return destinations.slice(0, MOST_NAMED).map((each) => ({ kind: 'text', label: label(each) }));
}

/** A run that another process started is that process's to end: a terminal's Ctrl-C, or the timer's. */
function startOrCancel(
  { words: { tray, home } }: Language,
  { running, setUp, destinations }: AppState,
): TrayItem {
  const start = destinations.length > 1 ? home.destinations.backUpAll : home.backUpNow;
  if (running === null) return action(start, setUp.ok, { do: 'start' });
  if (running.own) return action(running.backsUp ? tray.cancelBackup : home.cancel, true, { do: 'cancel' });
  return action(tray.startedElsewhere(running.pid), false, { do: 'cancel' });
}

/** Where there are a few: a backup to one of them alone. */
function startOne({ words: { home } }: Language, { running, destinations }: AppState): TrayItem[] {
  if (running !== null || destinations.length < 2 || destinations.length > MOST_STARTED) return [];
  return destinations.map(({ name }) =>
    action(shorten(home.destinations.backUpTo(name)), true, { do: 'start', to: name }),
  );
}

function pause(language: Language, { pausedUntil }: AppState, now: number): TrayItem[] {
  const { tray } = language.words;
  if (pausedUntil === null) {
    return [
      action(tray.pauseHour, true, { do: 'pause', until: 'hour' }),
      action(tray.pauseTomorrow, true, { do: 'pause', until: 'tomorrow' }),
    ];
  }
  const until = new Date(pausedUntil);
  const sameDay = until.toDateString() === new Date(now).toDateString();
  const when = sameDay ? language.formats.clock(until) : whenIn(language, until, now);
  return [action(tray.goOn(when), true, { do: 'pause', until: 'off' })];
}

function show(label: string, view: View): TrayItem {
  return action(label, true, { do: 'show', view });
}

function action(label: string, enabled: boolean, what: TrayAction): TrayItem {
  return { kind: 'action', label, enabled, action: what };
}

const LONGEST = 90;
const MOST_NAMED = 6;
/** More would make the menu long: the window has them. */
const MOST_STARTED = 4;

/** A menu is as wide as its longest line; the window has the rest. */
function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
