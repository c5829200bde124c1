/**
 * Whether a program has had its say at all. A machine that is short of processes or memory refuses to start one, or what it
 * starts itself: that is no answer to what it was asked.
 */

/** Of rsync, ssh and the shells, in the C library's words under LC_ALL=C: EAGAIN and ENOMEM. */
const STARVED = /Resource temporarily unavailable|Cannot allocate memory|\b(uv_thread|pthread)_create/;

/** In the words of the system, or of the program; undefined where it did start. */
export function whyNotStarted({
  status,
  startError,
  stderr,
}: {
  status: number | null;
  startError?: string;
  stderr: string;
}): string | undefined {
  if (startError !== undefined) return startError;
  return status === 0 ? undefined : stderr.split('\n').find(saysStarved)?.trim().slice(0, 1000);
}

export function saysStarved(line: string): boolean {
  return STARVED.test(line);
}
