import type { Failure } from '../../shared/failures';
import { failure, type Result } from '../../shared/result';

/** A window asked for what its views never ask for. */
export function refused(detail: string): Result<never, Extract<Failure, { code: 'request-refused' }>> {
  return failure({ code: 'request-refused', detail });
}
