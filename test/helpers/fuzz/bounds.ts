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
 * @param size.inOneGo so many cases are one run of the property
 * @param size.inSuite this part of the whole in the suite: less than is usual where each case starts programs
 * @throws what the property throws, with the seed and the smallest case that makes it throw
 */
export async function tryMany<T>(
  what: string,
  { whole, inOneGo = 1, inSuite = PART }: { whole: number; inOneGo?: number; inSuite?: number },
  arbitrary: fc.Arbitrary<T>,
  property: (value: T) => void | Promise<void>,
): Promise<void> {
  const checked = fc.asyncProperty(arbitrary, async (value) => {
    await property(value);
  });
  const details = await fc.check(checked, {
    numRuns: Math.ceil((endsAt === undefined ? whole * inSuite : whole) / inOneGo),
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
