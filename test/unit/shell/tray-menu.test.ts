import { expect, test } from 'vitest';
import { trayMenu, type TrayItem } from '../../../electron/main/tray-menu';
import type { AppState } from '../../../shared/app-state';
import { NOW, runningState, stateWith } from './states';

const labels = (state: AppState): string[] =>
  trayMenu(state, NOW).flatMap((item) => (item.kind === 'line' ? [] : [item.label]));
const find = (state: AppState, start: string): TrayItem | undefined =>
  trayMenu(state, NOW).find((item) => item.kind === 'action' && item.label.startsWith(start));

test('the menu of a calm day', () => {
  expect(labels(stateWith())).toEqual([
    'Last good backup 1 hour ago · 1.2 GB in 4 min',
    'Back up now',
    'Open Latchkey',
    'Get files back',
    'What takes the space',
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
  expect(find(state, 'Go on')).toMatchObject({
    label: `Go on (paused until ${clock})`,
    action: { do: 'pause', until: 'off' },
  });
  expect(labels(state)).not.toContain('Pause for 1 hour');
  const later = stateWith({ pausedUntil: new Date(NOW + 25 * 3_600_000).toISOString() });
  expect(find(later, 'Go on')).toMatchObject({ label: `Go on (paused until tomorrow ${clock})` });
});
