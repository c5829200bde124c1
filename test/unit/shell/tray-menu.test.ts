import { expect, test } from 'vitest';
import { trayMenu, type TrayItem } from '../../../electron/main/tray-menu';
import type { AppState } from '../../../shared/app-state';
import { ENGLISH, GERMAN } from '../../helpers/spoken';
import { NOW, runningState, stateWith } from './states';

const labels = (state: AppState, language = ENGLISH): string[] =>
  trayMenu(language, state, NOW).flatMap((item) => (item.kind === 'line' ? [] : [item.label]));
const find = (state: AppState, start: string, language = ENGLISH): TrayItem | undefined =>
  trayMenu(language, state, NOW).find((item) => item.kind === 'action' && item.label.startsWith(start));

test('the menu of a calm day', () => {
  expect(labels(stateWith())).toEqual([
    'Last good backup 1 hour ago · 1.2 GB in 4 min',
    'Back up now',
    'Open Latchkey',
    'Get files back',
    'What takes up space',
    'Excludes',
    'Pause for 1 hour',
    'Pause until tomorrow',
    'Quit',
  ]);
});

test('while our own run goes on, the same place cancels it', () => {
  expect(find(runningState({}), 'Back up now')).toBeUndefined();
  expect(find(runningState({}), 'Cancel the backup')).toMatchObject({
    enabled: true,
    action: { do: 'cancel' },
  });
});

test("another process's run cannot be cancelled from here, and the menu says whose it is", () => {
  expect(find(runningState({ own: false }), 'Started elsewhere (process 42)')).toMatchObject({
    enabled: false,
  });
});

test('without settings nothing can be backed up', () => {
  const state = stateWith({ setUp: { ok: false, failure: { code: 'settings-missing', path: '/s' } } });
  expect(find(state, 'Back up now')).toMatchObject({ enabled: false });
});

test('a pause can be ended, and says until when it is', () => {
  const soon = new Date(NOW + 3_600_000);
  const clock = `${String(soon.getHours()).padStart(2, '0')}:${String(soon.getMinutes()).padStart(2, '0')}`;
  const state = stateWith({ pausedUntil: soon.toISOString() });
  expect(find(state, 'Resume')).toMatchObject({
    label: `Resume (paused until ${clock})`,
    action: { do: 'pause', until: 'off' },
  });
  expect(labels(state)).not.toContain('Pause for 1 hour');
  const later = stateWith({ pausedUntil: new Date(NOW + 25 * 3_600_000).toISOString() });
  expect(find(later, 'Resume')).toMatchObject({ label: `Resume (paused until tomorrow at ${clock})` });
  const inDays = new Date(2026, 11, 2, 10, 0);
  const long = stateWith({ pausedUntil: inDays.toISOString() });
  const item = trayMenu(ENGLISH, long, new Date(2026, 10, 22, 10, 0).getTime()).find(
    (one) => one.kind === 'action' && one.label.startsWith('Resume'),
  );
  expect(item).toMatchObject({ label: 'Resume (paused until Wed 2 Dec, 10:00)' });
});

test('with several destinations: how each stands, and a backup to all or to one', () => {
  const { lastGood, last, lastTry, alarmed, overdueDays, nextDue } = stateWith();
  const standing = { lastGood, last, lastTry, alarmed, overdueDays, nextDue };
  const destinations = ['nas', 'disk', 'attic', 'friend', 'office'].map((name) => ({
    ...{ name, host: `bak@${name}`, ...standing },
  }));
  const few = stateWith({ destinations: destinations.slice(0, 2) });
  expect(labels(few).slice(0, 6)).toEqual([
    'nas: Last good backup 1 hour ago · 1.2 GB in 4 min',
    'nas: 1 hour ago',
    'disk: 1 hour ago',
    'Back up to all',
    'Back up to nas',
    'Back up to disk',
  ]);
  expect(find(few, 'Back up to disk')).toMatchObject({ action: { do: 'start', to: 'disk' } });
  // The window has those of many.
  expect(find(stateWith({ destinations }), 'Back up to disk')).toBeUndefined();
  expect(find({ ...runningState({}), destinations: few.destinations }, 'Back up to')).toBeUndefined();
});

test('the menu of a calm day in German', () => {
  expect(labels(stateWith(), GERMAN)).toEqual([
    'Letzte gute Sicherung vor 1 Stunde · 1,2 GB in 4 min',
    'Jetzt sichern',
    'Latchkey öffnen',
    'Dateien zurückholen',
    'Was den Platz belegt',
    'Ausnahmen',
    'Für 1 Stunde anhalten',
    'Bis morgen anhalten',
    'Beenden',
  ]);
  expect(labels(runningState({ own: false }), GERMAN)).toContain('Anderswo begonnen (Prozess 42)');
});
