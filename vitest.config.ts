import { defineConfig } from 'vitest/config';

const project = (name: string, timeout: number, together: { maxWorkers: number; groupOrder: number }) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
    maxWorkers: together.maxWorkers,
    sequence: { groupOrder: together.groupOrder },
    // A second, the default, is too short for real programs on a machine that has other things to do.
    expect: { poll: { timeout: 15_000 } },
  },
});

/** They look at what is left in process tables and ports, so that a leftover belongs to the test that left it. */
const ALONE = { maxWorkers: 1, groupOrder: 0 };
/** As many at a time as the smallest machines of ours have cores: what waits for time limits must not wait for a core. */
const TOGETHER = { maxWorkers: 2, groupOrder: 1 };

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      project('e2e', 120_000, ALONE),
      project('run', 90_000, ALONE),
      project('attack', 90_000, ALONE),
      project('fault', 90_000, ALONE),
      project('integration', 90_000, TOGETHER),
      project('renderer', 60_000, TOGETHER),
      project('unit', 20_000, TOGETHER),
    ],
  },
});
