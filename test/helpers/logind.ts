/**
 * A logind of the test's own on a private system bus: it says that the machine is about to sleep or to shut down, and
 * sees who holds that up with an inhibitor lock, and when it is given back.
 */
import { startStandIn } from './json-lines';
import { until } from './until';

type Occasion = 'sleep' | 'shutdown';

export interface Logind {
  /** How many programs hold this up for a moment ("delay"). */
  delays: (occasion: Occasion) => number;
  /** Waits until somebody does: whoever wants to hear of it takes a lock first. */
  heldUp: (occasion: Occasion) => Promise<void>;
  sleep: () => Promise<void>;
  wake: () => Promise<void>;
  shutDown: () => Promise<void>;
  /** Who keeps the machine from falling asleep while nobody does anything, and why: `who: why`. */
  keptAwake: () => string[];
  /** Waits until nobody holds it up any more; throws where the machine would have gone on without waiting. */
  goesAhead: (occasion: Occasion) => Promise<void>;
  stop: () => Promise<void>;
}

/** logind.conf(5), InhibitDelayMaxSec: its usual value. */
const LONGEST_DELAY_MS = 5_000;

/** @param bus a PrivateDesktop's `system` */
export async function startLogind(bus: { address: string }): Promise<Logind> {
  const delays = { sleep: 0, shutdown: 0 };
  let awake: string[] = [];
  const standIn = await startStandIn('logind.py', [], bus.address, ({ event, what, mode, who, why }) => {
    if (what === 'idle') {
      const by = `${String(who)}: ${String(why)}`;
      awake = event === 'locked' ? [...awake, by] : awake.filter((other) => other !== by);
      return;
    }
    if (mode !== 'delay') throw new Error(`${JSON.stringify(what)} is blocked: a person would have to wait`);
    for (const occasion of (what as string).split(':') as Occasion[])
      delays[occasion] += event === 'locked' ? 1 : -1;
  });
  return {
    delays: (occasion) => delays[occasion],
    heldUp: (occasion) =>
      until(
        () => delays[occasion] > 0,
        () => `nobody holds up the ${occasion}`,
      ),
    keptAwake: () => awake,
    sleep: async () => {
      await standIn.ask('sleep', { begins: true });
    },
    wake: async () => {
      await standIn.ask('sleep', { begins: false });
    },
    shutDown: async () => {
      await standIn.ask('shutdown');
    },
    goesAhead: (occasion) =>
      until(
        () => delays[occasion] === 0,
        () => `${delays[occasion]} still hold up the ${occasion}`,
        LONGEST_DELAY_MS,
      ),
    stop: standIn.stop,
  };
}
