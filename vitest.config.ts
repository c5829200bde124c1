import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/helpers/longest-first';

/** It only ends what hangs: a test is bounded by what it waits for, and a busy machine must not end it. */
const HANGS_MS = 1_800_000;

/**
 * One file more at a time than the smallest machines of ours have cores, since tests of real programs wait for much of their
 * time: a file that looks at process tables and ports is told of its own only (test/helpers/own-processes.ts).
 */
const TOGETHER = { maxWorkers: 3, groupOrder: 0 };

/** What begins and ends a whole desktop, each of its own: one for each core. */
const DESKTOPS = { maxWorkers: 2, groupOrder: 1 };

/** What looks for what a killed host has left: any other host clears that away. */
const ALONE = { maxWorkers: 1, groupOrder: 2 };
const LEFT_BY_A_KILL = 'test/run/host/interruption.test.ts';

interface Part {
  name: string;
  include: string;
  exclude?: string;
}

const project = ({ name, include, exclude }: Part, { maxWorkers, groupOrder } = TOGETHER) => ({
  test: {
    name,
    include: [include],
    exclude: exclude === undefined ? [] : [exclude],
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    maxWorkers,
    sequence: { groupOrder },
    // A second, the default, is too short for real programs on a machine that has other things to do.
    expect: { poll: { timeout: 60_000 } },
  },
});

const folder = (name: string): Part => ({ name, include: `test/${name}/**/*.test.ts` });

export default defineConfig({
  test: {
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    projects: [
      ...['attack', 'fault', 'integration', 'renderer', 'unit'].map((name) => project(folder(name))),
      project({ ...folder('run'), exclude: LEFT_BY_A_KILL }),
      project(folder('e2e'), DESKTOPS),
      project({ name: 'run-alone', include: LEFT_BY_A_KILL }, ALONE),
    ],
  },
});
