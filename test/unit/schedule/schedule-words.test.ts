import { describeMoment } from '../../../electron/cli/describe-schedule';
import { ENGLISH, GERMAN } from '../../helpers/spoken';
import { expect, test } from 'vitest';
import { describeSchedule, parseSchedule } from '../../../shared/schedule-words';
import type { Schedule } from '../../../shared/settings';
import { WEEKDAYS } from '../../../shared/settings-parts/schedule';

test.each<[string, Schedule]>([
  ['off', { kind: 'off' }],
  ['every 6 hours', { kind: 'hours', every: 6 }],
  ['Every  168 Hours', { kind: 'hours', every: 168 }],
  ['every hour', { kind: 'hours', every: 1 }],
  ['every 1 hour', { kind: 'hours', every: 1 }],
  ['daily at 22:00', { kind: 'daily', at: '22:00' }],
  ['daily at 7:05', { kind: 'daily', at: '07:05' }],
  ['weekly on Sunday at 22:00', { kind: 'weekly', on: 'sunday', at: '22:00' }],
  ['weekly on thu at 0:00', { kind: 'weekly', on: 'thursday', at: '00:00' }],
])('"%s" is understood', (words, schedule) => {
  expect(parseSchedule(words)).toEqual(schedule);
});

test('what is described is understood again', () => {
  const schedules: Schedule[] = [
    { kind: 'off' },
    ...[1, 2, 24, 168].map((every) => ({ kind: 'hours', every }) as const),
    { kind: 'daily', at: '09:30' },
    ...WEEKDAYS.map((on) => ({ kind: 'weekly', on, at: '23:59' }) as const),
  ];
  for (const schedule of schedules) expect(parseSchedule(describeSchedule(schedule))).toEqual(schedule);
});

test.each([
  '',
  'every',
  'every day',
  'every 0 hours',
  'every 169 hours',
  'every 1.5 hours',
  'daily',
  'daily at 24:00',
  'daily at 22',
  'daily at 22:60',
  'weekly',
  'weekly on s at 10:00',
  'weekly on sunday',
  'weekly on sundays at 10:00',
  'off now',
  'on',
])('"%s" is not', (words) => {
  expect(parseSchedule(words)).toBeUndefined();
});

test('moments are near in words that are near', () => {
  const now = new Date(2026, 5, 1, 12, 0);
  const say = (...at: [number, number, number, number]): string =>
    describeMoment(ENGLISH, new Date(2026, at[0] - 1, at[1], at[2], at[3]), now);
  expect(say(6, 1, 22, 0)).toBe('today at 22:00');
  expect(say(6, 2, 0, 5)).toBe('tomorrow at 00:05');
  expect(say(6, 7, 9, 30)).toBe('on Sunday at 09:30');
  expect(say(6, 8, 9, 30)).toBe('on 8 June at 09:30');
  expect(say(5, 31, 9, 30)).toBe('on 31 May at 09:30');
  const auf = (...at: [number, number]): string =>
    describeMoment(GERMAN, new Date(2026, at[0] - 1, at[1], 22, 0), now);
  expect(auf(6, 1)).toBe('heute um 22:00');
  expect(auf(6, 7)).toBe('Sonntag um 22:00');
  expect(auf(6, 8)).toBe('am 8. Juni um 22:00');
});
