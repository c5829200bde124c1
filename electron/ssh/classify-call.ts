/** What ssh's own words on stderr mean (OpenSSH 8 to 10, LC_ALL=C). */
import type { Failure } from '../../shared/failures';

type Meaning = Extract<
  Failure,
  { detail: string } & {
    code:
      | 'host-key-not-trusted'
      | 'ssh-misconfigured'
      | 'host-login-refused'
      | 'tunnel-refused'
      | 'host-unreachable';
  }
>;

/** The first one that fits any line counts: a cause stands before what follows from it. */
const MEANINGS: readonly { code: Meaning['code']; pattern: RegExp }[] = [
  // The line that names the host, before the banner of it.
  { code: 'host-key-not-trusted', pattern: /has changed and you have requested|host key is known for/ },
  {
    code: 'host-key-not-trusted',
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
  },
  // "FILE: line 8: Bad configuration option: usekeychain", "FILE line 8: Bad port 'abc'."; a ProxyCommand's shell as well.
  {
    code: 'ssh-misconfigured',
    pattern:
      /^\S.*:? line \d+: |Bad owner or permissions on |^Can't open user config file|^Cannot (execute|fork|specify) |^Bad \w+ (forwarding )?specification|^unknown option -- |exec: .*not found|hostname contains invalid characters|^Unable to negotiate with /,
  },
  { code: 'host-login-refused', pattern: /Permission denied \(|Too many authentication failures/ },
  { code: 'tunnel-refused', pattern: /remote port forwarding failed/ },
  {
    code: 'host-unreachable',
    pattern:
      /^ssh: (connect to host|Could not resolve hostname)|^Connection (timed out|closed by|reset by|to )|^kex_exchange_identification|^banner exchange|^Timeout, server |^Read from remote host |^(client_loop|ssh_dispatch_run_fatal|packet_write_\w+): |^(Received disconnect|Disconnected) from |^stdio forwarding failed|open failed: connect failed/,
  },
];

/** Undefined where none of ssh's words that are known here is among the lines. */
export function meaningOf(stderr: readonly string[]): Meaning | undefined {
  for (const { code, pattern } of MEANINGS) {
    const line = stderr.find((candidate) => pattern.test(candidate));
    if (line !== undefined) return { code, detail: plain(line) };
  }
  return undefined;
}

export interface EndOfCall {
  status: number | null;
  /** What ended it in place of a status. */
  signal: string | null;
  /** Not the host program itself, as for a store on this machine. */
  isSsh: boolean;
  /** What ssh was told to run there: a word that only latchkey-host understands. Absent: nothing. */
  asked?: string | undefined;
}

/** The named failure of a call that ended like this, from the last lines it said. */
export function classifyCall(
  { status, signal, isSsh, asked }: EndOfCall,
  stderr: readonly string[],
): Failure {
  // Whoever ended it says nothing of whether the host can be reached.
  if (signal !== null) return { code: 'call-ended', program: isSsh ? 'ssh' : 'latchkey-host', signal };
  const last = plain(stderr.at(-1) ?? 'it said nothing');
  // ssh's exit status is the remote command's, or 255 where ssh itself failed (ssh(1), EXIT STATUS).
  if (isSsh && status === 255) {
    const meaning = meaningOf(stderr);
    if (meaning !== undefined) return meaning;
    // Where ssh itself fails it says why; it is silent where a signal has ended the program on the host (RFC 4254, 6.10).
    const hostSpoke = stderr.some((line) => line.startsWith('latchkey-host: '));
    const code = stderr.length === 0 || hostSpoke ? 'host-ended' : 'ssh-failed';
    return { code, detail: last };
  }
  if (status === null) return { code: 'internal', detail: last };
  return (
    findShell(asked, stderr) ??
    findUnfitNode(status, stderr) ??
    findMissingProgram(status, isSsh, stderr) ?? {
      code: 'host-failed',
      status,
      // Our own host program's first complaint is the cause; a hint may follow it.
      detail: plain(stderr.find((line) => line.startsWith('latchkey-host: ')) ?? last),
    }
  );
}

/** A shell was told the word, and looked for a program of that name: the key line has no command of its own. */
function findShell(asked: string | undefined, stderr: readonly string[]): Failure | undefined {
  if (asked === undefined) return undefined;
  const line = stderr.find((each) => each.includes(asked) && NOT_FOUND.test(each));
  return line === undefined ? undefined : { code: 'host-login-is-shell', detail: plain(line) };
}

/** bash, dash, busybox, fish, tcsh; zsh, which takes brackets for a pattern; cmd.exe. */
const NOT_FOUND = /not found|unknown command|no such file|no matches|not recognized/i;

/** What bash, dash, busybox, zsh, fish and env say of a program that is not there. */
const NO_NODE =
  /(^|[\s:/'"‘])node['"’]?: (command )?not found|not found: \S*node$|[Uu]nknown command:? \S*node\b|(^|[\s/'"‘])node['"’]?: No such file/;
/** What Node.js 12 to 17 say of our bundle: each seen with the real one. */
const OLD_NODE = /^SyntaxError: |ERR_REQUIRE_ESM|ERR_UNKNOWN_BUILTIN_MODULE/;

function findUnfitNode(status: number, stderr: readonly string[]): Failure | undefined {
  const missing = status === 127 ? stderr.find((line) => NO_NODE.test(line)) : undefined;
  if (missing !== undefined) return { code: 'host-node-missing', detail: plain(missing) };
  const old = stderr.find((line) => OLD_NODE.test(line));
  if (old === undefined || !stderr.some((line) => line.includes('latchkey-host.mjs'))) return undefined;
  return { code: 'host-node-too-old', detail: plain(old) };
}

/** A shell says it by its status, node in words. */
function findMissingProgram(status: number, isSsh: boolean, stderr: readonly string[]): Failure | undefined {
  const missing = stderr.find((line) => /Cannot find module .*latchkey-host/.test(line));
  if (status !== 127 && missing === undefined) return undefined;
  return {
    code: isSsh ? 'host-program-not-installed' : 'part-missing',
    detail: plain(missing ?? stderr.at(-1) ?? 'it said nothing'),
  };
}

/** As it fits into a sentence of ours. */
function plain(line: string): string {
  return line.trim().replace(/\.+$/, '');
}
