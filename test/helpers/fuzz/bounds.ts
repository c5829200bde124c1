/**
 * How much is tried: in the suite a small part, the same one each time; by `npm run fuzz` all of it, or what fits in the
 * minutes that it was given, from another seed each time.
 */
import * as fc from 'fast-check';

const { LATCHKEY_FUZZ_MINUTES: minutes, LATCHKEY_SEED: seedGiven } = process.env;
const endsAt = minutes === undefined ? undefined : Date.now() + Number(minutes) * 60_000;
const seed = Number(seedGiven ?? (minutes === undefined ? 13 : Date.now() % 2 ** 31));

/** Of the whole, in the suite. */
const PART = 1 / 100;

/**
 * Holds `property` against `whole` cases, or the suite's part of them. Says how many there were where it is not the suite.
 *
 * @param inOneGo so many cases are one run of the property
 * @throws what the property throws, with the seed and the smallest case that makes it throw
 */
export async function tryMany<T>(
  what: string,
  { whole, inOneGo = 1 }: { whole: number; inOneGo?: number },
  arbitrary: fc.Arbitrary<T>,
  property: (value: T) => void | Promise<void>,
): Promise<void> {
  const checked = fc.asyncProperty(arbitrary, async (value) => {
    await property(value);
  });
  const details = await fc.check(checked, {
    numRuns: Math.ceil((endsAt === undefined ? whole * PART : whole) / inOneGo),
    seed,
    ...(endsAt !== undefined && {
      interruptAfterTimeLimit: Math.max(1000, endsAt - Date.now()),
      markInterruptAsFailure: false,
    }),
  });
  if (details.failed) throw new Error(`${what}: ${fc.defaultReportMessage(details)}`);
  if (endsAt !== undefined) {
    const all = details.interrupted ? ` of ${whole}: the time is over` : '';
    process.stdout.write(`${what}: ${details.numRuns * inOneGo} cases${all}, seed ${seed}\n`);
  }
}
