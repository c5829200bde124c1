/** Names that look like rsync's own figures: what is on record is what rsync counted. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseProgressLine } from '../../../host/rsync-output';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { findReport, StandInLaptop } from './stand-in-laptop';

const PROGRESS = '45%  1.00MB/s 0:00:01 (xfr#7, to-chk=0/1)';
const NAMES = [
  'x\nNumber of files: 9,999 (reg: 9,999)',
  'x\nTotal file size: 9 bytes\nTotal bytes received: 9\nNumber of regular files transferred: 9',
  '\nNumber of files: 7 (reg: 7)\n',
  `\r${PROGRESS}`,
  '\r  999999999 99%  1.00MB/s 0:00:01',
  'Total file size: 9 bytes',
  PROGRESS,
  'x\nrsync: [receiver] write failed on "x": No space left on device (28)',
  'x: No space left on device (28)',
  '\u001b[2K\u202etxt',
];
const UNREADABLE = 'latchkey-guard: refused: no';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
});

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
    for (const name of NAMES) {
      // A slash is no part of a name, and of a path that rsync writes it is.
      mkdirSync(dirname(join(laptop.source, name)), { recursive: true });
      writeFileSync(join(laptop.source, name), 'x'.repeat(100));
    }
    const folder = join(laptop.source, 'folder');
    mkdirSync(folder);
    writeFileSync(join(folder, UNREADABLE), 'x');
    chmodSync(join(folder, UNREADABLE), 0);
  });

  it('no name forges a figure, or a failure', async () => {
    const run = await laptop.run();
    expect(run, run.stderr).toMatchObject({ status: 0 });
    const { totals, unreadable, snapshot } = findReport(run, 'done');
    const files = NAMES.length;
    expect(totals).toMatchObject({ files: files + 1, bytes: files * 100 + 1 });
    expect(totals.transferredBytes).toBeGreaterThan(files * 100);
    expect(unreadable).toEqual({ count: 1, paths: [`${laptop.source}/folder/${UNREADABLE}`] });
    for (const name of NAMES) {
      expect(existsSync(join(laptop.machine, snapshot, 'files', laptop.source, name))).toBe(true);
    }
    for (const report of run.reports) if (report.type === 'progress') expect(report.files).not.toBe(7);
  });

  it('a dry run names each of them', async () => {
    // As rsync would say it, it is progress.
    expect(parseProgressLine(`100 ${PROGRESS}`)).toBeDefined();
    const run = await laptop.run({ extension: { purpose: 'dry-run' } });
    expect(run, run.stderr).toMatchObject({ status: 0 });
    const named = run.reports.filter(({ type }) => type === 'would-transfer');
    expect(named).toHaveLength(NAMES.length + 1);
    expect(run.reports.filter(({ type }) => type === 'progress')).toEqual([]);
  });
});
