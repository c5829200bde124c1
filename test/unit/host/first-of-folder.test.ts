/** What the host tells first of a long folder is what the laptop would put first. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderRows } from '../../../electron/files/order-rows';
import { firstOfFolder } from '../../../host/give-back/first-of-folder';
import { compareWithKey, nameKey } from '../../../shared/name-order';

/** Short ones of few letters, so that some are equal but for case, accents or leading zeros. */
const name = fc
  .array(fc.constantFrom('a', 'A', 'á', 'b', '0', '1', '12', ' ', '.', 'ß', '\u00ff', '\u0301'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((letters) => Buffer.from(letters.join('')).toString('latin1'));
const folder = fc.uniqueArray(fc.record({ path: name, directory: fc.boolean() }), {
  selector: ({ path }) => path,
});

test('a name compares with a key as its own key does, as far as that is told without making it', () => {
  fc.assert(
    fc.property(name, name, (bytes, other) => {
      const key = nameKey(Buffer.from(bytes, 'latin1').toString('utf8'));
      const against = nameKey(Buffer.from(other, 'latin1').toString('utf8'));
      const compared = compareWithKey(bytes, against);
      if (compared !== 0) expect(compared < 0).toBe(key < against);
      else if (isPlain(bytes)) expect(key).toBe(against);
    }),
    { numRuns: 5000 },
  );
});

function isPlain(bytes: string): boolean {
  return Array.from(bytes).every((letter) => letter < '\u0080');
}

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
      const read = names.map(({ path, directory }) => ({ name: path, isDirectory: () => directory }));
      expect(await firstOfFolder(read, { most, descending })).toEqual(
        order.slice(0, most).map((place) => names[place]?.path),
      );
    }),
    { numRuns: 500 },
  );
});
