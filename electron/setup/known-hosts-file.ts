/** Where ssh looks for the keys of hosts first (ssh_config(5), "UserKnownHostsFile"). */
import { join } from 'node:path';
import { runProgram } from '../../process/run-program';
import { printOptions } from '../ssh/own-options';

/** @param sshDirectory the person's ~/.ssh */
export async function knownHostsFile(
  ssh: string,
  sshDirectory: string,
  destination: string,
): Promise<string> {
  const { stdout } = await runProgram({ file: ssh, args: printOptions([], destination), timeoutMs: 10_000 });
  const first = /^userknownhostsfile (\S+)/m.exec(stdout)?.[1]?.replace(/^~\//, `${sshDirectory}/../`);
  return first?.startsWith('/') === true ? first : join(sshDirectory, 'known_hosts');
}
