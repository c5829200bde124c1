/** The one reader of whole files: bounded, and only of what is a file. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  MOST_BYTES,
  NoFileError,
  readRegularBytes,
  readRegularFile,
  TooLargeError,
} from '../../process/read-file';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-read-'));
  path = join(directory, 'file');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

test.each([0, 1, 4095, 4096, 4097, 100_000])('a file of %i bytes is read to its end', (length) => {
  const content = Buffer.from(Array.from({ length }, (_, at) => (at * 151) % 256));
  writeFileSync(path, content);
  expect(readRegularBytes(path).equals(content)).toBe(true);
  expect(readRegularBytes(Buffer.from(path), length).equals(content)).toBe(true);
  if (length > 0) expect(() => readRegularBytes(path, length - 1)).toThrow(TooLargeError);
});

test('what the kernel makes up has no size, and is read to its end within the bound', () => {
  expect(readRegularFile('/proc/self/mountinfo', 'latin1')).toMatch(/ \/ .*\n$/s);
  // More than the kernel gives at once.
  expect(readRegularFile('/proc/kallsyms', 'latin1').length).toBeGreaterThan(100_000);
  expect(() => readRegularFile('/proc/kallsyms', 'latin1', 50_000)).toThrow(TooLargeError);
});

test('what is larger is refused before any of it is in memory, by its size', () => {
  writeFileSync(path, '');
  truncateSync(path, 3 * 2 ** 30);
  const before = process.memoryUsage.rss();
  expect(() => readRegularFile(path, 'utf8')).toThrow(
    `${path} is there, and has more than the ${MOST_BYTES} bytes`,
  );
  expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_BYTES);
});

test.each<[string, () => void]>([
  [
    'a directory',
    () => {
      rmSync(path, { force: true });
      execFileSync('mkdir', [path]);
    },
  ],
  ['a FIFO', () => execFileSync('mkfifo', [path])],
  [
    'a link to itself',
    () => {
      symlinkSync(path, path);
    },
  ],
  [
    'a link to a device',
    () => {
      symlinkSync('/dev/zero', path);
    },
  ],
  [
    'a link to a terminal',
    () => {
      symlinkSync('/dev/ptmx', path);
    },
  ],
])('%s is no file', (_, make) => {
  make();
  expect(() => readRegularFile(path, 'utf8')).toThrow(NoFileError);
});

test('none is what the file system says it is', () => {
  expect(() => readRegularFile(path, 'utf8')).toThrow(expect.objectContaining({ code: 'ENOENT' }) as Error);
});
