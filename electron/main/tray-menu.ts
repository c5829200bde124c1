/** The tray's menu as data: what it says and does in each state. Pure. */
import type { AppState } from '../../shared/app-state';
import { headlineOf, secondLineOf } from '../../shared/headline';
import type { View } from '../../shared/views';

export type TrayAction =
  | { do: 'start' | 'cancel' | 'quit' }
  | { do: 'show'; view: View }
  | { do: 'pause'; until: 'hour' | 'tomorrow' | 'off' };

export type TrayItem =
  | { kind: 'line' }
  /** Words only. */
  | { kind: 'text'; label: string }
  | { kind: 'action'; label: string; enabled: boolean; action: TrayAction };

/** `now` in milliseconds. */
export function trayMenu(state: AppState, now: number): TrayItem[] {
  const second = secondLineOf(state);
  return [
    { kind: 'text', label: headlineOf(state, now) },
    ...(second === undefined ? [] : [{ kind: 'text' as const, label: shorten(second) }]),
    { kind: 'line' },
    startOrCancel(state),
    { kind: 'line' },
    show('Open Latchkey', 'home'),
    show('Get files back', 'files'),
    show('What takes the space', 'space'),
    show('Excludes', 'excludes'),
    { kind: 'line' },
    ...pause(state, now),
    { kind: 'line' },
    { kind: 'action', label: 'Quit', enabled: true, action: { do: 'quit' } },
  ];
}

/** A run that another process started is that process's to end: a terminal's Ctrl-C, or the timer's. */
function startOrCancel({ running, setUp }: AppState): TrayItem {
  if (running === null) return action('Back up now', setUp.ok, { do: 'start' });
  if (running.own) return action(running.backsUp ? 'Cancel the backup' : 'Cancel', true, { do: 'cancel' });
  return action(`Started elsewhere (process ${running.pid})`, false, { do: 'cancel' });
}

function pause({ pausedUntil }: AppState, now: number): TrayItem[] {
  if (pausedUntil === null) {
    return [
      action('Pause for 1 hour', true, { do: 'pause', until: 'hour' }),
      action('Pause until tomorrow', true, { do: 'pause', until: 'tomorrow' }),
    ];
  }
  return [
    action(`Go on (paused until ${clock(new Date(pausedUntil), new Date(now))})`, true, {
      do: 'pause',
      until: 'off',
    }),
  ];
}

function clock(time: Date, now: Date): string {
  const sameDay = time.toDateString() === now.toDateString();
  const clockTime = `${pad(time.getHours())}:${pad(time.getMinutes())}`;
  return sameDay ? clockTime : `tomorrow ${clockTime}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

function show(label: string, view: View): TrayItem {
  return action(label, true, { do: 'show', view });
}

function action(label: string, enabled: boolean, what: TrayAction): TrayItem {
  return { kind: 'action', label, enabled, action: what };
}

const LONGEST = 90;

/** A menu is as wide as its longest line; the window has the rest. */
function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
