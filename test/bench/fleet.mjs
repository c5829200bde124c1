/**
 * Many laptops and one host: an sshd, its store, and laptops of which some come in the same moment. It ends with 1 where one of
 * them was not served, failed, or was served twice at once. `--laptops` (12), `--at-once` (2), `--files` of 20 kB on each (20),
 * `--seconds` that a transfer takes at least (5), `--together` (half of them), `--window` in minutes for the others (10),
 * `--within` minutes for each to be served (480), `--max-startups`
 * of sshd (enough for all). `--paper MINUTES` starts nothing, and counts with backups of so many minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFleetDay } from './fleet-day.mjs';
import { countQueue } from './fleet-paper.mjs';
import { describeMachine, measure, versionOf } from './measure.mjs';
import { median } from './rounds.mjs';

/** @param {Record<string, string | undefined>} options */
export async function benchFleet(options) {
  const number = (/** @type {string} */ name, /** @type {number} */ usual) => Number(options[name] ?? usual);
  const laptops = number('laptops', 12);
  const fleet = {
    ...{ laptops, atOnce: number('at-once', 2), files: number('files', 20), seconds: number('seconds', 5) },
    ...{ together: number('together', Math.floor(laptops / 2)), window: number('window', 10) },
    within: number('within', 480),
    maxStartups: options['max-startups'] ?? String(laptops + 10),
  };
  if (options.paper !== undefined) {
    printPaper({ ...fleet, minutes: Number(options.paper) });
    return;
  }
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-fleet-'));
  try {
    console.log(
      `fleet: ${laptops} laptops, ${fleet.atOnce} at once; ${fleet.files} files of 20 kB each, ${fleet.seconds} s a transfer; ` +
        `${fleet.together} come in the first moment, the others within ${fleet.window} minutes; ` +
        [versionOf(['ssh', '-V']), versionOf(['rsync', '--version']), describeMachine(work)].join('; '),
    );
    const seen = await runFleetDay(work, fleet, tellEachTenth(laptops));
    const troubles = print(seen, laptops);
    for (const trouble of troubles) console.log(`  NOT well: ${trouble}`);
    if (troubles.length > 0) process.exitCode = 1;
  } finally {
    measure(['chmod', '-R', 'u+rwX', work]);
    rmSync(work, { recursive: true, force: true });
  }
}

const DRAWS = 200;

/** @param {import('./fleet-paper.mjs').Queue} queue */
function printPaper(queue) {
  const { laptops, atOnce, minutes, together, window } = queue;
  const draws = Array.from({ length: DRAWS }, () => countQueue(queue));
  const moment = (/** @type {number} */ share) =>
    `${median(draws.map(({ served }) => served[Math.ceil(laptops * share) - 1] ?? 0)).toFixed(0)} min`;
  console.log(
    `fleet on paper, the median of ${DRAWS} draws: ${laptops} laptops, ${atOnce} at once, ${minutes} minutes each; ` +
      `${together} come in the first moment, the others within ${window} minutes\n` +
      `  served, counted from the first call: median ${moment(0.5)}, 95 % ${moment(0.95)}, last ${moment(1)}; ` +
      `"busy" ${median(draws.map(({ busy }) => busy))} times; without a pause the slots would be taken for ` +
      `${((laptops * minutes) / atOnce).toFixed(0)} min`,
  );
}

/** @param {number} laptops */
function tellEachTenth(laptops) {
  return (/** @type {number} */ served) => {
    if (served % Math.ceil(laptops / 10) === 0) console.log(`  ${served} served`);
  };
}

/** @param {Awaited<ReturnType<typeof runFleetDay>>} seen @param {number} laptops @returns {string[]} what was not as it ought to be */
function print({ days, peaks, snapshots, overdue, realMinutes }, laptops) {
  const served = days.filter((day) => day.served !== undefined);
  const moments = served.map((day) => day.served ?? 0);
  const waits = served.map((day) => (day.served ?? 0) - day.came);
  const busy = days.filter((day) => day.busy > 0);
  const back = busy.filter((day) => day.served !== undefined);
  const words = busy.reduce((sum, day) => sum + day.busy, 0);
  const most = Math.max(0, ...days.map((day) => day.busy));
  const failures = days.flatMap((day) => day.failures.map((why) => `${day.name} failed: ${why}`));
  const unfinished = snapshots.reduce((sum, one) => sum + one.unfinished, 0);
  const complete = snapshots.reduce((sum, one) => sum + one.complete, 0);
  console.log(
    `  ${served.length} of ${laptops} served, counted from the first call: median ${minutes(moments, 0.5)}, ` +
      `95 % ${minutes(moments, 0.95)}, last ${minutes(moments, 1)}\n` +
      `  counted from a laptop's own first call: median ${minutes(waits, 0.5)}, 95 % ${minutes(waits, 0.95)}, longest ${minutes(waits, 1)}\n` +
      `  "busy" ${words} times, to ${busy.length} laptops, at most ${most} times to one; ${back.length} of them came back and were served\n` +
      `  the host at most: ${peaks.pulling} machines read at once, ${peaks.callers} sessions, ${peaks.processes} processes, ` +
      `${(peaks.bytes / 1e6).toFixed(0)} MB resident, ${(peaks.ownBytes / 1e6).toFixed(0)} MB of it their own\n` +
      `  ${complete} snapshots, ${unfinished} unfinished; failures ${failures.length}; two at once for one machine ${peaks.collisions.size}\n` +
      `  it took ${realMinutes.toFixed(1)} minutes here: the laptops' clock was set ahead while nobody was at work`,
  );
  return [
    ...days.filter((day) => day.served === undefined).map(({ name }) => `${name} was not served`),
    ...failures,
    ...[...peaks.collisions].map((name) => `${name} was served twice at once`),
    ...(complete === served.length && unfinished === 0 ? [] : ['the store has other snapshots than those']),
    ...(overdue === '' || served.length < laptops ? [] : [`--overdue says: ${overdue}`]),
  ];
}

/** @param {number[]} milliseconds @param {number} share */
function minutes(milliseconds, share) {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  return at === undefined ? '-' : `${(at / 60_000).toFixed(1)} min`;
}
