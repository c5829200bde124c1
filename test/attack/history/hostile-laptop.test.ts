/**
 * What was backed up before a laptop was taken over, emptied or encrypted is there two months of further backups later,
 * though the owner has answered nothing and keeps seven days; and it was said.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DoneReport } from '../../../shared/report';
import { ATTACKS, DIARY } from '../../helpers/histories/attacks';
import { prose, put } from '../../helpers/histories/home';
import { onDay } from '../../helpers/on-day';
import { findReport, StandInLaptop } from '../../run/host/stand-in-laptop';

const GOOD_DAYS = 4;
const LAST_DAY = 60;
/** More than the floor of ten, and than the seven days that are kept. */
const DAYS_BETWEEN_LATER_ONES = 5;
const ENDINGS = ['odt', 'txt', 'ods', 'csv', 'md', 'tex'];

let laptop: StandInLaptop;
let root: string;
let victims: string[];

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  root = join(laptop.source, 'you');
  victims = Array.from({ length: 600 }, (_, index) => {
    const ending = ENDINGS[index % ENDINGS.length] ?? '';
    return join(root, `Documents/${index % 60}/letter ${index}.${ending}`);
  });
  for (const path of victims) put(path, prose(path, 5000));
  put(join(root, DIARY), '');
});

afterEach(async () => {
  await laptop.stop();
});

async function backUp(day: number): Promise<DoneReport> {
  // Something is always written, whoever has the machine, unless all is gone.
  if (existsSync(join(root, DIARY))) appendFileSync(join(root, DIARY), `day ${day}\n`);
  const run = await laptop.run({
    extension: { roots: [root] },
    args: ['--keep', 'daily=7'],
    ...onDay(day, laptop.directory),
  });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return findReport(run, 'done');
}

test.each(Object.entries(ATTACKS))('%s', async (_, { days, act }) => {
  let good = '';
  for (let day = 0; day < GOOD_DAYS; day += 1) {
    const { snapshot, alarm } = await backUp(day);
    expect(alarm).toBeUndefined();
    good = snapshot;
  }
  const asItWas = join(laptop.directory, 'as it was');
  cpSync(root, asItWas, { recursive: true });

  const said: DoneReport['alarm'][] = [];
  for (let day = 0; day < days; day += 1) {
    act(root, day, victims);
    said.push((await backUp(GOOD_DAYS + day)).alarm);
  }
  expect(said.at(-1)?.heldSince ?? null, JSON.stringify(said)).not.toBeNull();
  for (let day = GOOD_DAYS + days; day <= LAST_DAY + GOOD_DAYS; day += DAYS_BETWEEN_LATER_ONES)
    await backUp(day);

  const kept = join(laptop.machine, good, 'files', root);
  expect(existsSync(kept), execFileSync('ls', [laptop.machine], { encoding: 'utf8' })).toBe(true);
  expect(execFileSync('diff', ['-r', asItWas, kept], { encoding: 'utf8' })).toBe('');
});
