/** Halves of files: kept for an rsync that goes on from them, dropped for one that cannot. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dropUnusableHalves } from '../../../host/drop-unusable-halves';

let directory: string;
let unfinishedFiles: string;
let said: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-halves-'));
  unfinishedFiles = join(directory, '.unfinished-files');
  mkdirSync(unfinishedFiles);
  said = [];
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** The real rsync with the last word on its arguments: what another version of it does with them. */
function rsyncThat(does: string): string {
  const path = join(directory, 'rsync');
  writeFileSync(path, `#!/bin/sh\n${does}\n`);
  chmodSync(path, 0o700);
  return path;
}

const drop = (rsync: string): Promise<void> =>
  dropUnusableHalves({ unfinishedFiles }, rsync, join(directory, 'work'), (words) => said.push(words));

test('are dropped, and that is said, where this rsync fails on them', async () => {
  writeFileSync(join(unfinishedFiles, 'big'), 'half');
  await drop(rsyncThat('rsync "$@" >/dev/null; exit 23'));
  expect(existsSync(unfinishedFiles)).toBe(false);
  expect(said).toEqual([expect.stringContaining('fetched anew')]);
});

test('stay where it goes on from them', async () => {
  writeFileSync(join(unfinishedFiles, 'big'), 'half');
  // Without the half the file arrives with every version.
  await drop(rsyncThat('for last; do :; done; exec rsync -r "${last%copy/}source/" "$last"'));
  expect(existsSync(join(unfinishedFiles, 'big'))).toBe(true);
  expect(existsSync(join(directory, 'work/halves-copy/file'))).toBe(true);
  expect(said).toEqual([]);
});

test('are not asked about where there are none', async () => {
  await drop(rsyncThat(`touch ${directory}/asked; exit 23`));
  expect(existsSync(join(directory, 'asked'))).toBe(false);
});
