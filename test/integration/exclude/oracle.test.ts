/** rsync is the oracle: random trees and exclude lists, and not one name on which we and rsync differ. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTree } from '../../helpers/build-tree';
import { keptByRsync, keptByUs } from '../../helpers/kept-by';
import { makeTree, nastyList, nastyTree } from '../../helpers/nasty-trees';

const TREES = 260;
const LISTS_A_TREE = 8;

let base: string;
let made = 0;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'lk-oracle-'));
});

afterAll(() => {
  rmSync(base, { recursive: true });
});

test(`${TREES * LISTS_A_TREE} random pairs of tree and list: what we keep is what rsync lists`, async () => {
  let pairs = 0;
  await fc.assert(
    fc.asyncProperty(
      nastyTree,
      fc.array(nastyList, { minLength: LISTS_A_TREE, maxLength: LISTS_A_TREE }),
      async (content, lists) => {
        made += 1;
        const root = join(base, `tree-${made}`);
        makeTree(root, content);
        const tree = buildTree(root);
        await Promise.all(
          lists.map(async (list) => {
            pairs += 1;
            expect(keptByUs(tree, root, list), JSON.stringify(list)).toEqual(await keptByRsync(root, list));
          }),
        );
        rmSync(root, { recursive: true });
      },
    ),
    { numRuns: TREES },
  );
  expect(pairs).toBeGreaterThanOrEqual(2000);
});
