import type { HostFailure } from '../shared/failures';
import type { Result as ResultOf } from '../shared/result';

export { failure, success } from '../shared/result';

/** What is expected to fail answers with this; a throw is a bug. */
export type Result<T> = ResultOf<T, HostFailure>;

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Such as EBUSY, for the laptop: the message would name the store's path, which is the host's own affair. */
export function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? messageOf(error);
}
