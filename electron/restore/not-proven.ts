import { failure, type Result } from '../../shared/result';
import { bytesOf } from './bytes';

/** `path`: a binary string, of what is not what was backed up. */
export function notProven(path: string): Result<never> {
  return failure({ code: 'restore-not-proven', path: bytesOf(path).toString('utf8') });
}
