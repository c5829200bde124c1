import { setTimeout as delay } from 'node:timers/promises';

/** In milliseconds: nothing that is waited for takes so long, however busy the machine is. */
export const HANGS_MS = 60_000;

/** Waits until the condition holds, looking often; throws with what it last saw after `withinMs`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  describe: () => string,
  withinMs = HANGS_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  // Many a condition looks through /proc: looked at less often, it leaves more of the machine to what is waited for.
  for (let pause = 20; !(await condition()); pause = Math.min(100, pause * 1.2)) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${describe()}`);
    await delay(pause);
  }
}
