import type { Failure } from './failures';

/** An expected failure is a value; a throw is a defect. */
export type Result<T, F = Failure> = { ok: true; value: T } | { ok: false; failure: F };

export function success<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function failure<F>(reason: F): { ok: false; failure: F } {
  return { ok: false, failure: reason };
}
