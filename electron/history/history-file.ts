/** The history's bytes on the disk: lines at the end of a file, and only ever its last part in memory. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { NoFileError, openRegularFile } from '../../process/read-file';

const NEWLINE = 0x0a;
const CHUNK = 1024 * 1024;
/** Decades of records, as many as an export can hold in memory. */
export const MOST_OLDER_BYTES = 256 * 1024 * 1024;

/**
 * One write of one line: two programs that append at once do not mix (open(2), O_APPEND). It begins with a newline where
 * the last line was torn by a crash, so that that line costs itself alone. Returns how large the file was.
 */
export function appendLines(path: string, lines: Buffer): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a+', 0o600);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new NoFileError(path);
    const { size } = stat;
    const isTorn = size > 0 && readAt(file, size - 1, 1)[0] !== NEWLINE;
    writeSync(file, isTorn ? Buffer.concat([Buffer.from([NEWLINE]), lines]) : lines);
    fsyncSync(file);
    return size;
  } finally {
    closeSync(file);
  }
}

/**
 * Copies what stands before `end` to the end of the file of older records, piece by piece. What no history ever comes to, such
 * as gigabytes of holes after a power cut, is not copied: the whole file keeps another name as well.
 */
export function appendOlder(path: string, end: number): void {
  if (end > MOST_OLDER_BYTES) {
    const moment = new Date().toISOString().replace(/[:.]/g, '-');
    linkSync(realpathSync(path), path.replace(/(\.jsonl)?$/, `-set-aside-${moment}.jsonl`));
    return;
  }
  for (let from = 0; from < end; from += CHUNK) {
    appendChunk(olderFile(path), readRange(path, from, Math.min(end, from + CHUNK)), from === 0);
  }
}

/** Only the first of them begins a line. */
function appendChunk(path: string, bytes: Buffer, beginsLine: boolean): void {
  if (beginsLine) {
    appendLines(path, bytes);
    return;
  }
  writeFileSync(path, bytes, { flag: 'a', flush: true });
}

export function olderFile(path: string): string {
  return path.replace(/(\.jsonl)?$/, '-older.jsonl');
}

/** The last bytes of a file from the beginning of a line on, and where that is; undefined where there is no such file. */
export function readTail(path: string, most: number): { bytes: Buffer; from: number } | undefined {
  let file: number;
  try {
    file = openRegularFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - most);
    const bytes = readAt(file, from, size - from);
    if (from === 0) return { bytes, from };
    const begin = bytes.indexOf(NEWLINE) + 1;
    return { bytes: bytes.subarray(begin), from: from + begin };
  } finally {
    closeSync(file);
  }
}

export function readRange(path: string, from: number, to: number): Buffer {
  const file = openRegularFile(path);
  try {
    return readAt(file, from, to - from);
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, from));
}
