/** The port among the further arguments of ssh, which a person sets by itself. The forms are those of ssh(1). */

export interface SshArguments {
  port: number | null;
  /** All the others, in their order. */
  others: string[];
}

/** The first `-p` counts, as it does for ssh. A port by other ways (`-oPort=`, the configuration) is among the others. */
export function splitPort(sshArgs: readonly string[]): SshArguments {
  const at = sshArgs.findIndex((word) => /^-p\d*$/.test(word));
  const word = sshArgs[at];
  if (word === undefined) return { port: null, others: [...sshArgs] };
  const together = word.length > 2;
  const port = Number(together ? word.slice(2) : (sshArgs[at + 1] ?? Number.NaN));
  if (!Number.isInteger(port)) return { port: null, others: [...sshArgs] };
  return { port, others: sshArgs.filter((_, index) => index < at || index > at + (together ? 0 : 1)) };
}

export function joinPort({ port, others }: SshArguments): string[] {
  return port === null ? others : ['-p', String(port), ...others];
}
