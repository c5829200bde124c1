/** The exclude list: the user's own text file in rsync's syntax. Its bytes are kept as they are. */
import { readRegularFile, TooLargeError } from '../../process/read-file';
import type { Failure } from '../../shared/failures';
import { MOST_EXCLUDE_BYTES } from '../../shared/request';
import { failure, success, type Result } from '../../shared/result';

/**
 * The list as a binary string (one character per byte). No file means an empty list; a file that cannot be read is a
 * failure, because going on without it would send what the user wanted left out.
 */
export function readExcludeFile(path: string): Result<string> {
  try {
    return success(readRegularFile(path, 'latin1'));
  } catch (error) {
    if (error instanceof TooLargeError) return failure(tooLarge(path, error.bytes));
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return success('');
    return failure({ code: 'exclude-list-unreadable', path, detail: message });
  }
}

export function tooLarge(path: string, bytes: number): Failure {
  return { code: 'exclude-list-too-large', path, bytes, most: MOST_EXCLUDE_BYTES };
}
