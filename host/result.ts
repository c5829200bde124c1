import type { HostFailure } from '../shared/failures';

/** What is expected to fail answers with this; a throw is a bug. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: HostFailure };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure<T>(reason: HostFailure): Result<T> {
  return { ok: false, failure: reason };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
