import { expect, test } from 'vitest';
import { chooseSnapshot } from '../../../electron/restore/choose-snapshot';
import { readWhen } from '../../../electron/restore/read-when';

/** A Sunday afternoon, in whatever time zone the tests run. */
const NOW = new Date(2026, 10, 29, 15, 30, 0);

function local(text: string): Date {
  return new Date(text);
}

test.each([
  ['now', '2026-11-29T15:30:00'],
  ['today', '2026-11-29T23:59:59.999'],
  ['Yesterday', '2026-11-28T23:59:59.999'],
  ['yesterday at 14:00', '2026-11-28T14:00:59.999'],
  ['yesterday 9.05', '2026-11-28T09:05:59.999'],
  ['14:00', '2026-11-29T14:00:59.999'],
  ['2026-11-22', '2026-11-22T23:59:59.999'],
  ['2026-11-22 14:00', '2026-11-22T14:00:59.999'],
  ['2026-11-22T14:00', '2026-11-22T14:00:59.999'],
  ['2026-11-22 14:00:07', '2026-11-22T14:00:07.999'],
  ['22.11.2026', '2026-11-22T23:59:59.999'],
  ['22.11.2026, 14:00', '2026-11-22T14:00:59.999'],
  ['22 Nov', '2026-11-22T23:59:59.999'],
  ['22nd November 2025 at 8:15', '2025-11-22T08:15:59.999'],
  // There has been none this year yet.
  ['24 December', '2025-12-24T23:59:59.999'],
  ['monday', '2026-11-23T23:59:59.999'],
  ['last saturday', '2026-11-28T23:59:59.999'],
  // The one that is over, not today.
  ['sunday', '2026-11-22T23:59:59.999'],
  ['on friday at 18:00', '2026-11-27T18:00:59.999'],
  ['3 days ago', '2026-11-26T15:30:00'],
  ['an hour ago', '2026-11-29T14:30:00'],
  ['a week ago', '2026-11-22T15:30:00'],
  ['90 minutes ago', '2026-11-29T14:00:00'],
  ['9 months ago', '2026-02-28T15:30:00'],
  ['1 year ago', '2025-11-29T15:30:00'],
])('%s', (text, expected) => {
  expect(readWhen(text, NOW)).toEqual({ until: local(expected) });
});

test('with its time zone, a time is that time; a name is that snapshot', () => {
  expect(readWhen('2026-11-22T14:00:00Z', NOW)).toEqual({ until: new Date(Date.UTC(2026, 10, 22, 14)) });
  expect(readWhen('2026-11-22T14:00+02:00', NOW)).toEqual({ until: new Date(Date.UTC(2026, 10, 22, 12)) });
  expect(readWhen(' 2026-11-22T202105Z ', NOW)).toEqual({ snapshot: '2026-11-22T202105Z' });
});

test.each([
  '',
  'soon',
  '2026-02-30',
  '2026-13-01',
  '31.4.2026',
  '25:00',
  '14:61',
  '3 moons ago',
  'ago',
  'yesterday at noon',
  '2026-11-22T202199Z',
  '30 Feb',
  'tomorrow',
])('"%s" is not understood', (text) => {
  // Nothing is as good as today only where it is said.
  expect(readWhen(text, NOW)).toBe(undefined);
});

const at = (snapshot: string, latest = false): { snapshot: string; latest: boolean } => ({
  snapshot,
  latest,
});
const KNOWN = [at('2026-11-20T100000Z'), at('2026-11-21T100000Z', true), at('2026-11-22T100000Z')];

test('the newest that is not later is taken; without a time, the last that was completed', () => {
  const chosen = (when: Parameters<typeof chooseSnapshot>[1]): string | undefined =>
    chooseSnapshot(KNOWN, when)?.snapshot;
  expect(chosen({ until: new Date('2026-11-21T09:59:59Z') })).toBe('2026-11-20T100000Z');
  expect(chosen({ until: new Date('2026-11-21T10:00:00Z') })).toBe('2026-11-21T100000Z');
  expect(chosen({ until: new Date('2027-01-01T00:00:00Z') })).toBe('2026-11-22T100000Z');
  expect(chosen({ until: new Date('2026-11-20T09:59:59Z') })).toBe(undefined);
  expect(chosen({ snapshot: '2026-11-20T100000Z' })).toBe('2026-11-20T100000Z');
  expect(chosen({ snapshot: '2026-11-20T100001Z' })).toBe(undefined);
  expect(chooseSnapshot(KNOWN, undefined)?.snapshot).toBe('2026-11-21T100000Z');
  expect(chooseSnapshot(KNOWN.slice(3), undefined)).toBe(undefined);
});
