/** Files that are read as a whole or in parts: a FIFO in their place would keep the reader waiting for ever. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Something else lies where a file of ours belongs: a directory, a FIFO, a device. */
export class NoFileError extends Error {
  override name = 'NoFileError';

  constructor(path: string) {
    super(`${path} is there, and is no file`);
  }
}

/** For reading. Throws what the file system throws, and NoFileError. */
export function openRegularFile(path: string): number {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new NoFileError(path);
}

/** Throws as openRegularFile does. */
export function readRegularFile(path: string, encoding: 'utf8' | 'latin1'): string {
  const file = openRegularFile(path);
  try {
    return readFileSync(file, encoding);
  } finally {
    closeSync(file);
  }
}
