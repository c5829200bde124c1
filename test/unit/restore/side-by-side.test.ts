import { expect, test } from 'vitest';
import { sideBySide } from '../../../electron/restore/side-by-side';
import { failure, success, type Result } from '../../../shared/result';

const going = new AbortController().signal;
const failed = failure({ code: 'restore-not-proven', path: '/a' } as const);

/** Fails in words of its own when it is ended. */
function untilEnded(signal: AbortSignal): Promise<Result<string>> {
  return new Promise((resolve) => {
    const end = (): void => {
      resolve(failure({ code: 'restore-fetch-failed', detail: 'cancelled' }));
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  });
}

test('both values, in their places', async () => {
  const both = await sideBySide(
    () => Promise.resolve(success(1)),
    () => Promise.resolve(success('two')),
    going,
  );
  expect(both).toEqual(success([1, 'two']));
});

test('what fails first ends the other, and is the answer', async () => {
  expect(await sideBySide(() => Promise.resolve(failed), untilEnded, going)).toEqual(failed);
  expect(await sideBySide(untilEnded, () => Promise.resolve(failed), going)).toEqual(failed);
});

test('what is thrown ends the other, and is thrown', async () => {
  const broken = new Error('broken');
  await expect(sideBySide(untilEnded, () => Promise.reject(broken), going)).rejects.toBe(broken);
});

test('the signal ends both', async () => {
  const ending = new AbortController();
  const both = sideBySide(untilEnded, untilEnded, ending.signal);
  ending.abort();
  expect(await both).toMatchObject({ ok: false, failure: { code: 'restore-fetch-failed' } });
});
