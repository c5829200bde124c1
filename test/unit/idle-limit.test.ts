import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IdleLimit } from '../../electron/run/idle-limit';

let shownOut: number;
let limit: IdleLimit;

beforeEach(() => {
  vi.useFakeTimers();
  shownOut = 0;
  limit = new IdleLimit(1000, () => (shownOut += 1));
});

afterEach(() => {
  vi.useRealTimers();
});

const after = (milliseconds: number): number => {
  vi.advanceTimersByTime(milliseconds);
  return shownOut;
};

test('a host that asks for nothing is shown out', () => {
  limit.hostConnected();
  expect(after(999)).toBe(0);
  expect(after(1)).toBe(1);
});

test('a host that reads stays as long as it reads, and then no longer', () => {
  limit.hostConnected();
  limit.transferStarted();
  expect(after(100_000)).toBe(0);
  limit.transferEnded();
  expect(after(999)).toBe(0);
  expect(after(1)).toBe(1);
});

test('it does not matter which word comes first', () => {
  limit.transferStarted();
  limit.hostConnected();
  expect(after(100_000)).toBe(0);
});

test('a refused request begins the time anew, and once', () => {
  limit.hostConnected();
  after(900);
  limit.requestRefused();
  expect(after(900)).toBe(0);
  expect(after(100)).toBe(1);
});

test('a run that is over shows nobody out', () => {
  limit.hostConnected();
  limit.clear();
  limit.transferStarted();
  limit.transferEnded();
  expect(after(100_000)).toBe(0);
});
