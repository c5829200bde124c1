/** Ordinary days, told by the host as such: nothing is held for them, and hardly ever a word is said. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DoneReport } from '../../../shared/report';
import { fillHome, type Roots } from '../../helpers/histories/home';
import { ORDINARY } from '../../helpers/histories/ordinary';
import { onDay } from '../../helpers/on-day';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;
let roots: Roots;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  roots = { home: join(laptop.source, 'home'), data: join(laptop.source, 'data') };
  for (const root of Object.values(roots)) mkdirSync(root as string);
  fillHome(roots);
});

afterEach(async () => {
  await laptop.stop();
});

async function backUp(day: number): Promise<DoneReport> {
  const extension = { roots: [roots.home, roots.data] };
  const run = await laptop.run({ extension, args: ['--keep', 'daily=7'], ...onDay(day, laptop.directory) });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return findReport(run, 'done');
}

test.each(Object.entries(ORDINARY))('%s', async (_, { begin, change, mayBeNoticed }) => {
  begin?.(roots);
  expect((await backUp(0)).alarm).toBeUndefined();

  change(roots);
  const told = (await backUp(1)).alarm;
  if (mayBeNoticed !== true) expect(told).toBeUndefined();
  expect(told?.heldSince ?? null, JSON.stringify(told)).toBeNull();
  // What is said once must not grow into a hold by being left as it is.
  expect((await backUp(2)).alarm?.heldSince ?? null).toBeNull();
});
