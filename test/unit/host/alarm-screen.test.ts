import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entropyOf } from '../../../host/alarm/entropy';
import { boundsOfStep } from '../../../host/alarm/screen';

/** For each file: which contents it had and has, and whether it could be read this time. Null: it is not there. */
const files = fc.array(
  fc.record({
    before: fc.constantFrom(null, 1, 2),
    now: fc.constantFrom(null, 1, 2),
    readable: fc.boolean(),
  }),
  { maxLength: 200 },
);

describe('the bounds from the figures of rsync', () => {
  test('are never below what was really lost and touched', () => {
    fc.assert(
      fc.property(files, (all) => {
        const listed = all.filter(({ now }) => now !== null);
        const missing = listed.filter(({ readable }) => !readable);
        const arrived = listed.filter(({ readable }) => readable);
        const transferred = arrived.filter(({ before, now }) => before !== now);
        const earlier = all.filter(({ before }) => before !== null);
        const gone = earlier.filter(({ now, readable }) => now === null || !readable).length;
        const bounds = boundsOfStep(
          earlier.length,
          {
            ...{ files: listed.length, bytes: 0, transferredBytes: 0 },
            ...{ transferredFiles: transferred.length, createdFiles: transferred.length },
          },
          { unreadable: { count: missing.length, paths: [] }, vanished: 0 },
        );
        expect(bounds.gone).toBeGreaterThanOrEqual(gone);
        expect(bounds.touched).toBeGreaterThanOrEqual(gone + transferred.length);
      }),
    );
  });

  test('are nothing where nothing has changed', () => {
    const stats = { files: 1000, bytes: 0, transferredFiles: 0, transferredBytes: 0, createdFiles: 0 };
    const findings = { unreadable: { count: 0, paths: [] }, vanished: 0 };
    expect(boundsOfStep(1000, stats, findings)).toEqual({ gone: 0, touched: 0 });
  });
});

test('entropy is in bits a byte', () => {
  expect(entropyOf(Buffer.alloc(1000))).toBe(0);
  expect(entropyOf(Buffer.from('ab'.repeat(500)))).toBe(1);
  expect(entropyOf(Uint8Array.from({ length: 2560 }, (_, index) => index % 256))).toBe(8);
});
