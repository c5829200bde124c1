import { expect, test } from 'vitest';
import { describeFailure, FAILURES } from '../../shared/describe-failure';
import { failureSchema, type Failure } from '../../shared/failures';

/** One failure of each code, with something of the right type in every field. */
const samples: Failure[] = failureSchema.options.map((option) => {
  const code = option.shape.code.value;
  const names = Object.keys(option.shape).filter((name) => name !== 'code');
  const fitting = [
    'something',
    7,
    ['one', 'two'],
    ['not-read'],
    'report',
    'attributes',
    'empty',
    'undo',
    'time',
    'is-root',
    'taken',
    'place',
    { kind: 'device' },
  ];
  const guesses = names.reduce<Record<string, unknown>[]>(
    (known, name) => known.flatMap((fields) => fitting.map((value) => ({ ...fields, [name]: value }))),
    [{ code }],
  );
  const sample = guesses.map((guess) => failureSchema.safeParse(guess)).find(({ success }) => success);
  if (sample?.data === undefined) throw new Error(`no sample fits ${code}`);
  return sample.data;
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
    expect([1, 11, 69, 77, 78]).toContain(exitCode);
  },
);
