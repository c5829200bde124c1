/** fast-check with vitest's names: `test.prop([arbitraries])('what holds', body)`. */
import * as fc from 'fast-check';
import { test as vitestTest } from 'vitest';

/** A property is bounded by how many cases it has; the clock only ends one that hangs. */
const HANGS_MS = 1_800_000;

type Arbitraries<T extends [unknown, ...unknown[]]> = { [K in keyof T]: fc.Arbitrary<T[K]> };

export const test = {
  prop:
    <T extends [unknown, ...unknown[]]>(arbitraries: Arbitraries<T>, parameters: fc.Parameters<T> = {}) =>
    (name: string, body: (...values: T) => void | Promise<void>): void => {
      vitestTest(
        name,
        async () => {
          await fc.assert(
            fc.asyncProperty(...arbitraries, async (...values: T) => {
              await body(...values);
            }),
            parameters,
          );
        },
        HANGS_MS,
      );
    },
};

export { fc };
