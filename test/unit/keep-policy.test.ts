import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localHostArguments } from '../../electron/run/make-call';
import { parseCommandLine } from '../../host/command-line';
import { THINNED_OUT } from '../../shared/keep-defaults';
import {
  formatKeepPolicy,
  keepPolicySchema,
  parseKeepPolicy,
  PERIODS,
  type KeepPolicy,
} from '../../shared/keep-policy';
import { keepForm } from '../../shared/settings-parts/keep';

const count = fc.integer({ min: 1, max: 99_999 });
const anyPolicy = fc
  .record(Object.fromEntries(PERIODS.map((period) => [period, count])), { requiredKeys: [] })
  .filter((policy) => Object.keys(policy).length > 0) as fc.Arbitrary<KeepPolicy>;

test('any policy is written as it is read, and settings may hold it', () => {
  expect(formatKeepPolicy(THINNED_OUT)).toBe('hourly=24,daily=14,weekly=8,monthly=12,yearly=3');
  fc.assert(
    fc.property(anyPolicy, (policy) => {
      expect(parseKeepPolicy(formatKeepPolicy(policy))).toEqual({ ok: true, value: policy });
      expect(keepPolicySchema.parse(policy)).toEqual(policy);
    }),
  );
});

describe('the host program of a disk here', () => {
  const retentionOf = (keep: KeepPolicy | undefined): unknown => {
    const args = localHostArguments(
      { kind: 'local', directory: '/mnt/disk', keep },
      'laptop',
      '/run/stand-in',
    );
    const parsed = parseCommandLine(args);
    if (!parsed.ok || parsed.value.kind !== 'receive') throw new Error(JSON.stringify(parsed));
    return parsed.value.retention;
  };

  test('is told what the settings say', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(retentionOf(policy)).toEqual({ keep: policy });
      }),
    );
  });

  test('keeps all where they say nothing', () => {
    expect(retentionOf(undefined)).toEqual({});
  });
});

describe('the choice in the windows', () => {
  test.each([
    [undefined, 'all'],
    [THINNED_OUT, 'thinned'],
    [{ yearly: 3, monthly: 12, weekly: 8, daily: 14, hourly: 24 }, 'thinned'],
    [{ daily: 14 }, 'own'],
  ])('%j is "%s", and is kept as it is', (policy, choice) => {
    const draft = keepForm.encode(policy);
    expect(draft.choice).toBe(choice);
    expect(keepForm.decode(draft)).toEqual(policy);
  });
});
