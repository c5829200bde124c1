/** What ssh's own words on stderr mean (OpenSSH 8 to 10, LC_ALL=C). Pure. */
import type { Failure } from '../../shared/failures';

const MEANINGS: readonly { pattern: RegExp; failure: (line: string) => Failure }[] = [
  {
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|host key is known for/,
    failure: (detail) => ({ code: 'host-key-not-trusted', detail }),
  },
  {
    pattern: /Permission denied \(|Too many authentication failures/,
    failure: (detail) => ({ code: 'host-login-refused', detail }),
  },
  {
    pattern: /remote port forwarding failed/,
    failure: (detail) => ({ code: 'tunnel-refused', detail }),
  },
  {
    pattern:
      /^ssh: (connect to host|Could not resolve hostname)|^Connection (timed out|closed by|reset by)|^kex_exchange_identification|^banner exchange/,
    failure: (detail) => ({ code: 'host-unreachable', detail }),
  },
];

export interface EndOfCall {
  status: number | null;
  /** What ended it in place of a status. */
  signal: string | null;
  /** Not the host program itself, as for a store on this machine. */
  isSsh: boolean;
}

/** The named failure of a call that ended like this, from the last lines it said. */
export function classifyCall({ status, signal, isSsh }: EndOfCall, stderr: readonly string[]): Failure {
  // Whoever ended it says nothing of whether the host can be reached.
  if (signal !== null) return { code: 'call-ended', program: isSsh ? 'ssh' : 'latchkey-host', signal };
  // ssh's exit status is the remote command's, or 255 where ssh itself failed (ssh(1), EXIT STATUS).
  if (isSsh && status === 255) {
    for (const { pattern, failure } of MEANINGS) {
      const line = stderr.find((candidate) => pattern.test(candidate));
      if (line !== undefined) return failure(plain(line));
    }
  }
  const last = plain(stderr.at(-1) ?? 'it said nothing');
  // Where ssh itself fails it says why; it is silent where a signal has ended the program on the host (RFC 4254, 6.10).
  const hostSpoke = stderr.some((line) => line.startsWith('latchkey-host: '));
  if (isSsh && status === 255) {
    return stderr.length === 0 || hostSpoke
      ? { code: 'host-ended', detail: last }
      : { code: 'host-unreachable', detail: last };
  }
  if (status === null) return { code: 'internal', detail: last };
  // A shell says it by its status, node in words.
  const missing = stderr.find((line) => /Cannot find module .*latchkey-host/.test(line));
  if (status === 127 || missing !== undefined) {
    return { code: 'host-program-not-installed', detail: missing === undefined ? last : plain(missing) };
  }
  // Our own host program's first complaint is the cause; a hint may follow it.
  const complaint = stderr.find((line) => line.startsWith('latchkey-host: '));
  return { code: 'host-failed', status, detail: complaint === undefined ? last : plain(complaint) };
}

/** As it fits into a sentence of ours. */
function plain(line: string): string {
  return line.trim().replace(/\.+$/, '');
}
