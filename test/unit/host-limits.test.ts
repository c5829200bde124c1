import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HostLimits } from '../../electron/run/host-limits';
import { RUN_LIMITS } from '../../electron/run/run-limits';

let seen: string[];
let limits: HostLimits;

beforeEach(() => {
  vi.useFakeTimers();
  seen = [];
  const note = (word: string) => (): void => void seen.push(word);
  limits = new HostLimits(
    { ...RUN_LIMITS, idleMs: 1000, reportMs: 5000, hangUpMs: 300 },
    {
      idle: (before) => void seen.push(`idle ${before}`),
      silent: note('silent'),
      lingering: note('lingering'),
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
});

const after = (milliseconds: number): string[] => {
  vi.advanceTimersByTime(milliseconds);
  return seen;
};

test('a host that asks for nothing is shown out', () => {
  limits.hostConnected();
  expect(after(999)).toEqual([]);
  expect(after(1)).toEqual(['idle true']);
});

test('a host that reads stays as long as it reads, and then no longer', () => {
  limits.hostConnected();
  limits.transferStarted();
  expect(after(100_000)).toEqual([]);
  limits.transferEnded();
  expect(after(999)).toEqual([]);
  expect(after(1)).toEqual(['idle false']);
});

test('it does not matter which word comes first', () => {
  limits.transferStarted();
  limits.hostConnected();
  expect(after(100_000)).toEqual([]);
});

describe('after the last transfer', () => {
  beforeEach(() => {
    limits.hostConnected();
    limits.transferStarted();
    limits.transferEnded();
  });

  test('it has its time to say how it ended, and no longer', () => {
    expect(after(4999)).toEqual(['idle false']);
    expect(after(1)).toEqual(['idle false', 'silent']);
  });

  test('another transfer begins the time anew', () => {
    after(900);
    limits.transferStarted();
    after(50_000);
    limits.transferEnded();
    expect(after(4999)).toEqual(['idle false']);
  });

  test('what it has said leaves it only the time to hang up', () => {
    limits.concluded();
    expect(after(299)).toEqual([]);
    limits.concluded();
    limits.transferStarted();
    limits.transferEnded();
    expect(after(1)).toEqual(['lingering']);
    expect(after(100_000)).toEqual(['lingering', 'idle false']);
  });
});

test('a run that is over shows nobody out', () => {
  limits.hostConnected();
  limits.transferStarted();
  limits.concluded();
  limits.clear();
  limits.transferEnded();
  limits.concluded();
  expect(after(100_000)).toEqual([]);
});

test('each limit of a real run is one', () => {
  for (const [name, value] of Object.entries(RUN_LIMITS)) expect(value, name).toBeGreaterThan(0);
});
