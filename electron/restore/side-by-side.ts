/** Two works at once, of which one waits for other processes. */
import { anySignal } from '../../process/any-signal';
import { success, type Result } from '../../shared/result';

type Work<T> = (signal: AbortSignal) => Promise<Result<T>>;

/** What fails or throws first ends the other, and is the answer; settles when both have ended. */
export async function sideBySide<T, U>(
  one: Work<T>,
  other: Work<U>,
  signal: AbortSignal,
): Promise<Result<[T, U]>> {
  const ending = new AbortController();
  const either = anySignal([signal, ending.signal]);
  const ends: ({ thrown: unknown } | { failed: Result<never> })[] = [];
  const run = async <V>(work: Work<V>): Promise<V | undefined> => {
    try {
      const done = await work(either);
      if (done.ok) return done.value;
      ends.push({ failed: done });
    } catch (error) {
      ends.push({ thrown: error });
    }
    ending.abort();
    return undefined;
  };
  const [left, right] = await Promise.all([run(one), run(other)]);
  const [first] = ends;
  if (first === undefined) return success([left as T, right as U]);
  if ('thrown' in first) throw first.thrown;
  return first.failed;
}
