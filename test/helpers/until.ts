import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the condition holds, looking often; throws with what it last saw after `withinMs`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  describe: () => string,
  withinMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${describe()}`);
    await delay(20);
  }
}
