/** The list that the linter's rules of purity go by names nothing that has gone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PURE_FILES } from '../../pure-files.mjs';
import { PROJECT } from '../helpers/sandbox';

test('each file that is said to only compute is there, once', () => {
  expect(PURE_FILES.filter((file) => !existsSync(join(PROJECT, file)))).toEqual([]);
  expect(new Set(PURE_FILES).size).toBe(PURE_FILES.length);
});
