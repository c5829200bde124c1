/**
 * 300,000 files in one directory, as du prints them: in memory where there is a /dev/shm, since a disk may take half a
 * minute to make them. du reads a directory in batches of 100,000 and, on disks, sorts each by inode; for that two
 * batches on the disk are enough.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { asDu, ENGINES, runDu, scanOnce } from '../../helpers/usage-trees';

const MEMORY = '/dev/shm';
const PLACES: [string, number][] = isWritable(MEMORY)
  ? [
      [MEMORY, 300_000],
      [tmpdir(), 120_000],
    ]
  : [[tmpdir(), 300_000]];

/** One process that only makes system calls. */
const FILL = `
import os, sys
count = int(sys.argv[2])
odd = [b'new\\nline', b'tab\\tname', b' blank ', b'-rf', b'*[a]?', b'q"\\\\', b'\\x1b[31m', b'\\xc3\\xa9', b'\\xff\\xfeA', b'x' * 240]
directory = os.open(sys.argv[1], os.O_RDONLY | os.O_DIRECTORY)
for number in range(count):
    name = b'%d' % number
    if number % 5000 == 0:
        name = odd[number // 5000 % len(odd)] + name
    if number % 3000 == 0:
        file = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600, dir_fd=directory)
        os.write(file, b'x' * (number % 70001))
        os.close(file)
    elif number % 3000 == 1 and number > 3000:
        os.link(b'%d' % (number - 1500), name, src_dir_fd=directory, dst_dir_fd=directory)
    else:
        os.mknod(name, 0o600, dir_fd=directory)
`;

let directory: string | undefined;

afterEach(() => {
  if (directory !== undefined) execFileSync('rm', ['-rf', directory]);
  directory = undefined;
});

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

test.each(PLACES)('in %s, %i files in one directory: byte for byte what du says', async (place, files) => {
  directory = mkdtempSync(join(place, 'lk-large-'));
  execFileSync('python3', ['-c', FILL, directory, String(files)]);
  const { out, errors } = runDu([directory]);
  expect(errors).toBe('');
  const printed = out.split('\0').length - 2;
  // Further names of a file are not printed.
  expect(printed).toBeGreaterThan(files * 0.999);
  expect(printed).toBeLessThan(files);
  for (const engine of ENGINES) {
    const result = await scanOnce(engine, [directory]);
    expect([result.engine, result.nodeCount]).toEqual([engine, files + 1]);
    // Nothing of megabytes is printed where they differ.
    expect(asDu(result) === out).toBe(true);
  }
});
