import { expect, test } from 'vitest';
import type { AppState } from '../../../shared/app-state';
import { healthOf, type Health } from '../../../shared/health';
import { headlineIn } from '../../../shared/words/headline';
import { ENGLISH } from '../../helpers/spoken';
import { failed, good, NOW, partial, runningState, skipped, stateWith } from './states';

const unreachable = failed(1, { code: 'host-unreachable', detail: 'no route' });
const full = failed(1, { code: 'store-full' });
const onBattery = skipped(0, { code: 'on-battery', percent: 10, least: 30 });
const progress = { root: '/home/u', bytes: 1, files: 1, rate: 1 };
const PAUSE = '2026-03-10T13:00:00.000Z';
const unsettled = (code: 'settings-missing' | 'settings-broken'): AppState['setUp'] => ({
  ok: false,
  failure: code === 'settings-missing' ? { code, path: '/s' } : { code, path: '/s', detail: 'bad' },
});

test.each<[string, AppState, Health]>([
  ['a good backup', stateWith(), 'good'],
  ['a good backup, and a skip since', stateWith({ last: onBattery }), 'good'],
  ['no backup yet', stateWith({ lastGood: null, last: null, lastTry: null }), 'never'],
  ['no settings', stateWith({ setUp: unsettled('settings-missing') }), 'never'],
  ['settings that cannot be used', stateWith({ setUp: unsettled('settings-broken') }), 'failed'],
  ['gaps', stateWith({ last: partial(1, 3), lastTry: partial(1, 3), lastGood: partial(1, 3) }), 'attention'],
  ['a failure that may pass by itself', stateWith({ last: unreachable, lastTry: unreachable }), 'attention'],
  ['a failure that needs someone', stateWith({ last: full, lastTry: full }), 'failed'],
  ['too long ago, even if all were skips', stateWith({ last: onBattery, overdueDays: 4 }), 'attention'],
  ['a backup that looks wrong', stateWith({ alarmed: good(1) }), 'attention'],
  [
    'a pause hides no backup that looks wrong',
    stateWith({ pausedUntil: PAUSE, alarmed: good(1) }),
    'attention',
  ],
  ['a pause', stateWith({ pausedUntil: PAUSE }), 'paused'],
  ['a pause hides no failure', stateWith({ pausedUntil: PAUSE, last: full, lastTry: full }), 'failed'],
  ['a pause hides no overdue backup', stateWith({ pausedUntil: PAUSE, overdueDays: 4 }), 'attention'],
  ['a run that makes its key', runningState({ phase: 'preparing' }), 'running'],
  ['an open door', runningState({ phase: 'calling' }), 'open'],
  ['a host that is in, and has read nothing yet', runningState({}), 'open'],
  ['a host that reads', runningState({ progress: { ...progress, percent: 43 } }), 'running'],
  ['a run wins over a failure', { ...runningState({ phase: 'preparing' }), lastTry: full }, 'running'],
])('%s', (_, state, health) => {
  expect(healthOf(state)).toBe(health);
});

test('a run that has taken hours hides no overdue backup', () => {
  const hours = (count: number): string => new Date(NOW - count * 3_600_000).toISOString();
  const running = (count: number): AppState => ({
    ...runningState({ startedAt: hours(count) }),
    ...{ overdueDays: 4, lastGood: good(100) },
  });
  expect(healthOf(running(5), NOW)).toBe('open');
  expect(healthOf(running(7), NOW)).toBe('attention');
  expect(headlineIn(ENGLISH, running(7), NOW)).toBe('No good backup for 4 days');
  expect(healthOf({ ...running(7), overdueDays: null }, NOW)).toBe('open');
});

test('a failure counts until a newer run was good', () => {
  const state = stateWith({ lastTry: good(0), last: good(0) });
  expect(healthOf(state)).toBe('good');
});
