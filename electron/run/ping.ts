/** Tells a monitor, such as healthchecks.io, how backups go. Whoever knows its address can report there: it is kept out of logs. */

const LIMIT_MS = 10_000;
const SUFFIXES = { start: 'start', success: '', fail: 'fail' } as const;

/** GETs the address, `/start` or `/fail` behind it. Gives back why that failed, in words without the address's path. */
export async function pingMonitor(
  address: string,
  what: keyof typeof SUFFIXES,
  limitMs = LIMIT_MS,
): Promise<string | undefined> {
  const url = new URL(address);
  if (SUFFIXES[what] !== '') url.pathname = `${url.pathname.replace(/\/+$/, '')}/${SUFFIXES[what]}`;
  const complain = (why: string): string => `The monitor at ${url.host} could not be told (${what}): ${why}.`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(limitMs), redirect: 'follow' });
    await answer.body?.cancel();
    return answer.ok ? undefined : complain(`it answered ${answer.status}`);
  } catch (error) {
    return complain(describe(error as Error, limitMs));
  }
}

/** The cause's code and nothing more: messages of fetch may hold the whole address. */
function describe(error: Error, limitMs: number): string {
  if (error.name === 'TimeoutError') return `no answer within ${limitMs / 1000} seconds`;
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : 'no connection';
}
