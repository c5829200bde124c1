/**
 * Halves of big files that an interrupted run left (rsync --partial-dir) are of use only to an rsync that can go on from
 * them. Debian's 3.2.7-1+deb12u5 and u6, whose mending of CVE-2026-43619 opens what it goes on from below the destination
 * alone, cannot where that directory is given by a full path: the file fails its check, with -X the receiver dies. The version
 * number does not tell them from those that can, so it is tried.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../process/run-program';
import { whyNotStarted } from '../process/why-not-started';
import { removeTree } from './remove-tree';
import type { MachinePaths } from './store-layout';

const LIMIT_MS = 30_000;

/**
 * Removes them where they are of no use: such a file is then fetched from its beginning.
 *
 * @param work a directory of the run's own, which goes with the run
 */
export async function dropUnusableHalves(
  { unfinishedFiles }: Pick<MachinePaths, 'unfinishedFiles'>,
  rsync: string,
  work: string,
  log: (words: string) => void,
): Promise<void> {
  const halves = await readdir(unfinishedFiles).catch(() => []);
  if (halves.length === 0 || (await goesOnFromHalves(rsync, work))) return;
  log('this rsync cannot go on from half-fetched files (a defect of some versions): they are fetched anew');
  await removeTree(unfinishedFiles);
}

async function goesOnFromHalves(rsync: string, work: string): Promise<boolean> {
  const directoryFor = (what: string): string => join(work, `halves-${what}`);
  const source = directoryFor('source');
  const half = directoryFor('half');
  const copy = directoryFor('copy');
  for (const directory of [source, half, copy]) await mkdir(directory, { recursive: true, mode: 0o700 });
  const whole = 'half of it, and the other half\n'.repeat(100);
  await writeFile(join(source, 'file'), whole);
  await writeFile(join(half, 'file'), whole.slice(0, whole.length / 2));
  const ended = await runProgram({
    file: rsync,
    args: ['-r', '--no-whole-file', `--partial-dir=${half}`, '--', `${source}/`, `${copy}/`],
    timeoutMs: LIMIT_MS,
  });
  // One that was not even started says nothing against them, and is missed again soon enough.
  return ended.status === 0 || whyNotStarted(ended) !== undefined;
}
