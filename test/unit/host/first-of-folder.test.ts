/** What the host tells first of a long folder is what the laptop would put first. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderRows } from '../../../electron/files/order-rows';
import { firstOfFolder } from '../../../host/give-back/first-of-folder';

/** Short ones of few letters, so that some are equal but for case, accents or leading zeros. */
const name = fc
  .array(fc.constantFrom('a', 'A', 'á', 'b', '0', '1', '12', ' ', '.', 'ß', '\u00ff'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((letters) => Buffer.from(letters.join('')).toString('latin1'));
const folder = fc.uniqueArray(fc.record({ path: name, directory: fc.boolean() }), {
  selector: ({ path }) => path,
});

test.each([false, true])('descending %s: the beginning of the order by name', async (descending) => {
  await fc.assert(
    fc.asyncProperty(folder, fc.integer({ min: 1, max: 8 }), async (names, most) => {
      const order = await orderRows(
        names.map(({ path, directory }) => ({
          ...{ name: Buffer.from(path, 'latin1').toString('utf8'), size: 0, mtimeMs: 0 },
          kind: directory ? ('directory' as const) : ('file' as const),
        })),
        'name',
        descending,
      );
      const first = await firstOfFolder(names, { most, descending });
      expect(first.map(({ path }) => path)).toEqual(order.slice(0, most).map((place) => names[place]?.path));
    }),
    { numRuns: 500 },
  );
});
