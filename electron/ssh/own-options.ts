/**
 * What ssh does is ours to say, whatever the person's configuration has for people at a terminal; how it gets to the host
 * (jump hosts, keys, agents, certificates, addresses) is the configuration's. ssh keeps the first value it is given, so
 * these go before all others. ssh_config(5), OpenSSH 8 to 10.
 */

const WHAT_IT_DOES: Record<string, string> = {
  BatchMode: 'yes',
  RemoteCommand: 'none',
  RequestTTY: 'no',
  PermitLocalCommand: 'no',
  // The person's own: they would fail where another ssh of theirs holds the port, and open what nobody asked for.
  ClearAllForwardings: 'yes',
  ForwardAgent: 'no',
  ForwardX11: 'no',
  Tunnel: 'no',
  AddKeysToAgent: 'no',
  // By what ssh says is told why it failed.
  LogLevel: 'INFO',
  VisualHostKey: 'no',
  Compression: 'no',
};

/** Since OpenSSH 8.7: an older one refuses a name that it does not know. */
const WHERE_KNOWN: Record<string, string> = {
  SessionType: 'default',
  StdinNull: 'no',
  ForkAfterAuthentication: 'no',
};

/**
 * As arguments of ssh.
 *
 * @param knows what `ssh -G` prints of this ssh, in lower case
 * @param more in place of the ones above, or beside them
 */
export function ownOptions(knows: ReadonlySet<string>, more: Record<string, string>): string[] {
  const known = Object.entries(WHERE_KNOWN).filter(([name]) => knows.has(name.toLowerCase()));
  const options = { ...WHAT_IT_DOES, ...Object.fromEntries(known), ...more };
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * For `ssh -G`, which only prints what it would do, by the person's configuration. Without a command it refuses a
 * configuration that goes to the background, and with one it refuses a configuration that has another.
 */
export function printOptions(sshArgs: readonly string[], destination: string): string[] {
  return ['-G', '-o', 'RemoteCommand=none', ...sshArgs, '--', destination, 'true'];
}
