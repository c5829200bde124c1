import { defineConfig } from 'vitest/config';

const project = (name: string, timeout: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
    // A second, the default, is too short for real programs on a machine that has other things to do.
    expect: { poll: { timeout: 15_000 } },
  },
});

export default defineConfig({
  test: {
    // Real programs, ports and process tables: one file at a time, so that a leftover belongs to the test that left it.
    fileParallelism: false,
    pool: 'forks',
    projects: [
      project('unit', 20_000),
      project('integration', 90_000),
      project('renderer', 60_000),
      project('attack', 90_000),
      project('fault', 90_000),
      project('e2e', 120_000),
    ],
  },
});
