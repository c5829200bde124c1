import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/helpers/longest-first';

/** It only ends what hangs: a test is bounded by what it waits for, and a busy machine must not end it. */
const HANGS_MS = 300_000;

/**
 * In all projects as many files at a time as the smallest machines of ours have cores. A file that looks at process tables
 * and ports is told of its own only (test/helpers/own-processes.ts).
 */
const project = (name: string) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    maxWorkers: 2,
    // A second, the default, is too short for real programs on a machine that has other things to do.
    expect: { poll: { timeout: 60_000 } },
  },
});

export default defineConfig({
  test: {
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    projects: ['e2e', 'run', 'attack', 'fault', 'integration', 'renderer', 'unit'].map(project),
  },
});
