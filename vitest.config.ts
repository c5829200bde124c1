import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/helpers/longest-first';

/** It only ends what hangs: a test is bounded by what it waits for, and a busy machine must not end it. */
const HANGS_MS = 300_000;

/**
 * As many files at a time as the smallest machines of ours have cores: a file that looks at process tables and ports is told
 * of its own only (test/helpers/own-processes.ts). Not so in test/run, whose files look for what hosts of this user have left in
 * the memory file system, where nothing says whose it was; nor in test/e2e, where a whole desktop is begun and ended.
 */
const ALONE = { maxWorkers: 1, groupOrder: 0 };
const TOGETHER = { maxWorkers: 2, groupOrder: 1 };

const project = (name: string, { maxWorkers, groupOrder } = TOGETHER) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    maxWorkers,
    sequence: { groupOrder },
    // A second, the default, is too short for real programs on a machine that has other things to do.
    expect: { poll: { timeout: 60_000 } },
  },
});

export default defineConfig({
  test: {
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    projects: [
      ...['e2e', 'run'].map((name) => project(name, ALONE)),
      ...['attack', 'fault', 'integration', 'renderer', 'unit'].map((name) => project(name)),
    ],
  },
});
