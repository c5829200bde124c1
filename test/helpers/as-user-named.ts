/**
 * A program for which this user has another name: in namespaces of its own, with a user database of the test's. Nobody
 * is root for it, and nobody else sees it. A machine that forbids user namespaces fails with unshare's own words.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { startProgram, type Finished, type Sandbox } from './sandbox';

export function runAsUserNamed(
  name: string,
  sandbox: Sandbox,
  command: string[],
  loginShell?: string,
): Promise<Finished> {
  const passwd = join(sandbox.path, 'passwd');
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const own = `${userInfo().username}:`;
  const changed = lines.map((line) => {
    if (!line.startsWith(own)) return line;
    const fields = [name, ...line.split(':').slice(1)];
    return [...fields.slice(0, -1), loginShell ?? fields.at(-1)].join(':');
  });
  writeFileSync(passwd, changed.join('\n'));
  const dropAll = 'setpriv --ambient-caps=-all --inh-caps=-all';
  return startProgram(
    '/usr/bin/unshare',
    [
      ...['--user', '--map-current-user', '--mount', '--keep-caps', '/bin/sh', '-euc'],
      `mount --bind "$1" /etc/passwd; shift; exec ${dropAll} "$@"`,
      ...['sh', passwd, ...command],
    ],
    { ...sandbox.environment, USER: name, LOGNAME: name },
  ).finished;
}
