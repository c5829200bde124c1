/** What ssh itself would connect to: its configuration decides, not ours (`ssh -G`, ssh(1)). */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { runProgram } from '../../process/run-program';
import { whyNotStarted } from '../../process/why-not-started';
import { failure, success, type Result } from '../../shared/result';
import type { SshHostSettings } from '../../shared/settings';
import { meaningOf } from './classify-call';
import { printOptions } from './own-options';

export interface Destination {
  hostname: string;
  port: number;
  /** Reached through another machine (ProxyJump, ProxyCommand): its name may mean nothing here. */
  proxied: boolean;
  /** Of the host name as this machine resolves it; may be empty. */
  addresses: string[];
  /** The options that this ssh has, in lower case: it ends at one that it does not know. */
  knows: ReadonlySet<string>;
}

/** Fails with ssh-misconfigured where ssh cannot work with its configuration, or not with this destination. */
export async function resolveDestination(
  ssh: string,
  { destination, sshArgs }: SshHostSettings,
  signal: AbortSignal,
): Promise<Result<Destination>> {
  const printed = await runProgram({
    file: ssh,
    args: printOptions(sshArgs, destination),
    timeoutMs: 10_000,
    signal,
  });
  const starved = whyNotStarted(printed);
  if (starved !== undefined) {
    return failure({ code: 'program-not-started', program: 'ssh', detail: starved });
  }
  const options = parseSshOptions(printed.stdout);
  const hostname = options.get('hostname');
  if (printed.status !== 0 || hostname === undefined) {
    // Nothing was connected to: what failed is what was read, but for a name that had to be looked up for it.
    const lines = printed.stderr.trim().split('\n');
    const hangs = 'it was not read within 10 seconds; a "Match exec" in it may hang';
    const last = printed.timedOut ? hangs : (lines.at(-1) ?? '');
    return failure(
      meaningOf(lines) ?? {
        code: 'ssh-misconfigured',
        detail: last === '' ? `ssh does not know ${destination}` : last,
      },
    );
  }
  const isSet = (name: string): boolean => (options.get(name) ?? 'none') !== 'none';
  return success({
    hostname,
    port: Number(options.get('port') ?? 22),
    proxied: isSet('proxyjump') || isSet('proxycommand'),
    addresses: await addressesOf(hostname),
    knows: new Set(options.keys()),
  });
}

function parseSshOptions(text: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const line of text.split('\n')) {
    const blank = line.indexOf(' ');
    if (blank > 0 && !options.has(line.slice(0, blank)))
      options.set(line.slice(0, blank), line.slice(blank + 1));
  }
  return options;
}

async function addressesOf(hostname: string): Promise<string[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0) return [literal];
  try {
    const found = await lookup(literal, { all: true });
    return [...new Set(found.map(({ address }) => address))];
  } catch {
    return [];
  }
}
