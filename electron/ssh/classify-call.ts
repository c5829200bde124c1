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

/** The named failure of a call that ended with `status`, from the last lines it said. */
export function classifyCall(status: number | null, stderr: readonly string[]): Failure {
  // ssh's exit status is the remote command's, or 255 where ssh itself failed (ssh(1), EXIT STATUS).
  if (status === null || status === 255) {
    for (const { pattern, failure } of MEANINGS) {
      const line = stderr.find((candidate) => pattern.test(candidate));
      if (line !== undefined) return failure(line.trim());
    }
  }
  const last = stderr.at(-1)?.trim() ?? 'it said nothing';
  if (status === 255 || status === null) return { code: 'host-unreachable', detail: last };
  if (status === 127) return { code: 'host-program-not-installed', detail: last };
  return { code: 'host-failed', status, detail: last };
}
