/** From its first call on, the signals that end a program end what it does first, and that its own way. */
const ENDING_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

export function endedBySignal(): AbortSignal {
  const ended = new AbortController();
  for (const name of ENDING_SIGNALS)
    process.on(name, () => {
      ended.abort(new Error(`ended by ${name}`));
    });
  return ended.signal;
}
