/** Aborted with the first of these, and for its reason: AbortSignal.any(), which Node 18 has not. */
export function anySignal(signals: readonly AbortSignal[]): AbortSignal {
  const any = new AbortController();
  for (const signal of signals) {
    const pass = (): void => {
      any.abort(signal.reason);
    };
    if (signal.aborted) pass();
    else signal.addEventListener('abort', pass, { once: true, signal: any.signal });
  }
  return any.signal;
}
