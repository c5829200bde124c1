/**
 * The one way a file is read, as a whole or in parts: a FIFO in its place would keep the reader waiting for ever, and a file
 * without an end, or one that is huge, would take all memory.
 */
import { constants } from 'node:buffer';
import { closeSync, constants as flags, fstatSync, openSync, readSync } from 'node:fs';

/** No file of ours comes near it, and none that we read of other programs. */
export const MOST_BYTES = 64 * 1024 * 1024;
/** For those that grow with what a person restores: what one text can hold. */
export const MOST_TEXT_BYTES = constants.MAX_STRING_LENGTH;

/** Something else lies where a file of ours belongs: a directory, a FIFO, a device. */
export class NoFileError extends Error {
  override name = 'NoFileError';

  constructor(path: string | Buffer, why = 'is no file') {
    super(`${path.toString()} is there, and ${why}`);
  }
}

/** What lies there is larger than any file that belongs there. */
export class TooLargeError extends NoFileError {
  override name = 'TooLargeError';
  readonly bytes: number;

  constructor(path: string | Buffer, bytes: number, most: number) {
    super(path, `has more than the ${most} bytes that such a file may have`);
    this.bytes = bytes;
  }
}

/** For reading. Throws what the file system throws, and NoFileError. */
export function openRegularFile(path: string | Buffer): number {
  const file = openWhatIsThere(path);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new NoFileError(path);
}

/** A link to itself, a socket, a device without a driver: open(2). */
const NOT_EVEN_OPENED = ['ELOOP', 'ENXIO', 'ENODEV'];

function openWhatIsThere(path: string | Buffer): number {
  try {
    return openSync(path, flags.O_RDONLY | flags.O_NONBLOCK | flags.O_NOCTTY);
  } catch (error) {
    if (NOT_EVEN_OPENED.includes((error as NodeJS.ErrnoException).code ?? '')) throw new NoFileError(path);
    throw error;
  }
}

/** Throws as openRegularFile does, and TooLargeError. */
export function readRegularFile(
  path: string | Buffer,
  encoding: 'utf8' | 'latin1',
  most = MOST_BYTES,
): string {
  return readRegularBytes(path, most).toString(encoding);
}

/** As readRegularFile. */
export function readRegularBytes(path: string | Buffer, most = MOST_BYTES): Buffer {
  const file = openRegularFile(path);
  try {
    const { size } = fstatSync(file);
    if (size > most) throw new TooLargeError(path, size, most);
    const pieces: Buffer[] = [];
    let length = 0;
    // To its end, wherever that is: what the kernel makes up has no size, and others may write just now.
    for (;;) {
      const piece = Buffer.allocUnsafe(Math.max(LEAST_PIECE, size + 1 - length));
      const read = readSync(file, piece);
      if (read === 0) return Buffer.concat(pieces);
      length += read;
      if (length > most) throw new TooLargeError(path, length, most);
      pieces.push(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}

/** A page: nothing under /proc tells more at once. */
const LEAST_PIECE = 4096;
