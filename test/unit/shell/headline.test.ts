import { expect, test } from 'vitest';
import type { AppState } from '../../../shared/app-state';
import { estimateSecondsLeft } from '../../../shared/seconds-left';
import { headlineIn, secondLineIn } from '../../../shared/words/headline';
import { ENGLISH } from '../../helpers/spoken';
import { failed, good, NOW, partial, runningState, skipped, stateWith } from './states';

const progress = { root: '/home/u', bytes: 1.9e9, files: 1, rate: 12e6 };
const full = failed(2, { code: 'store-full' });
const twoRoots = { ok: true as const, destination: 'nas', host: 'nas', roots: ['/home/u', '/etc'] };

test.each<[string, AppState]>([
  ['Last good backup 1 hour ago · 1.2 GB in 4 min', stateWith()],
  ['No backup yet', stateWith({ lastGood: null, last: null, lastTry: null })],
  [
    'A backup looks wrong · last good 3 days ago',
    stateWith({ lastGood: good(80), alarmed: good(1), overdueDays: 3 }),
  ],
  ['Not set up yet', stateWith({ setUp: { ok: false, failure: { code: 'settings-missing', path: '/s' } } })],
  ['No good backup for 9 days', stateWith({ lastGood: good(9 * 24 + 3), overdueDays: 9 })],
  ['No good backup yet', stateWith({ lastGood: null, overdueDays: 4 })],
  ['Backup failed 2 hours ago · last good 3 days ago', stateWith({ lastGood: good(80), lastTry: full })],
  ['Backup failed 2 hours ago · none good yet', stateWith({ lastGood: null, lastTry: full })],
  ['Backing up: getting ready', runningState({ phase: 'preparing' })],
  ['Backing up: waiting for the host', runningState({ phase: 'listening' })],
  ['Backing up: the host is reading', runningState({})],
  ['Backing up: reading', runningState({ here: true })],
  ['Backing up: 1.9 GB', runningState({ progress })],
  [
    'Backing up: 43 %, about 6 minutes left',
    runningState({ progress: { ...progress, percent: 43.9 }, secondsLeft: 350 }),
  ],
  [
    'Backing up: 43 % of /home/u',
    { ...runningState({ progress: { ...progress, percent: 43 } }), setUp: twoRoots },
  ],
  ['Checking: waiting for the host', runningState({ phase: 'calling', backsUp: false })],
])('%s', (sentence, state) => {
  expect(headlineIn(ENGLISH, state, NOW)).toBe(sentence);
});

test('the second line says why, what it waits for, or who can read now', () => {
  expect(secondLineIn(ENGLISH, stateWith())).toBeUndefined();
  expect(secondLineIn(ENGLISH, stateWith({ lastTry: full }))).toMatch(
    /^The backup host has no space left.*intact$/,
  );
  expect(
    secondLineIn(ENGLISH, stateWith({ last: skipped(0, { code: 'on-battery', percent: 12, least: 30 }) })),
  ).toBe('Waiting: on battery with 12 %, less than 30 %; next try when the laptop is back on power');
  expect(secondLineIn(ENGLISH, stateWith({ lastTry: partial(1, 3) }))).toBe('3 files could not be read');
  expect(secondLineIn(ENGLISH, runningState({ here: true }))).toBeUndefined();
  expect(secondLineIn(ENGLISH, runningState({ peer: '192.0.2.7' }))).toMatch(/^192\.0\.2\.7 can read now/);
  expect(secondLineIn(ENGLISH, runningState({ phase: 'calling' }))).toBeUndefined();
});

test.each([
  [20, 'less than a minute left'],
  [70, 'about a minute left'],
  [360, 'about 6 minutes left'],
  [3 * 3600, 'about 3 hours left'],
])('%i seconds: %s', (seconds, words) => {
  expect(ENGLISH.words.headline.timeLeft(seconds)).toBe(words);
});

test('the time left is not guessed from too little', () => {
  expect(estimateSecondsLeft(undefined, 100)).toBeUndefined();
  expect(estimateSecondsLeft(2, 100)).toBeUndefined();
  expect(estimateSecondsLeft(50, 3)).toBeUndefined();
  expect(estimateSecondsLeft(25, 60)).toBe(180);
  expect(estimateSecondsLeft(100, 60)).toBe(0);
});
