import { expect, test } from 'vitest';
import { describeFailure, FAILURES, failureSchema, type Failure } from '../../shared/failures';

const samples: Failure[] = failureSchema.options.map((option) => {
  const data: Record<string, unknown> = { code: option.shape.code.value };
  for (const [name, field] of Object.entries(option.shape)) {
    if (name === 'code') continue;
    const candidates: unknown[] = ['something', 7, ['one', 'two']];
    data[name] = candidates.find((candidate) => field.safeParse(candidate).success);
  }
  return failureSchema.parse(data);
});

test('every failure has an entry in the table, and the table no other', () => {
  expect(Object.keys(FAILURES).sort()).toEqual(samples.map(({ code }) => code).sort());
});

test.each(samples.map((sample) => [sample.code, sample] as const))(
  '%s says what happened and what to do',
  (_, sample) => {
    const { sentence, nextStep, exitCode } = describeFailure(sample);
    for (const text of [sentence, nextStep]) {
      expect(text).toMatch(/^[A-Z"].*[^\s]$/s);
      expect(text).not.toMatch(/undefined|\[object|!$/);
    }
    expect([1, 11, 69, 78]).toContain(exitCode);
  },
);
