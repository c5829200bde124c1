/** The real ssh with a configuration of the test's own: the developer's is neither read nor written. */
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';

export interface OwnSsh {
  /** A program that is ssh, for PATH as well as by its path. */
  program: string;
  directory: string;
  knownHosts: string;
}

/** "nas" is the host that listens on this port. */
export function sshWithConfig(sandbox: Sandbox, port: number): OwnSsh {
  const directory = sandbox.directory('own-ssh');
  const knownHosts = join(directory, 'known_hosts');
  const config = join(directory, 'config');
  writeFileSync(
    config,
    [
      'Host nas',
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      `  User ${userInfo().username}`,
      `  IdentityFile ${join(sandbox.path, 'host/laptop-key')}`,
      '  IdentitiesOnly yes',
      `  UserKnownHostsFile ${knownHosts}`,
      '',
    ].join('\n'),
  );
  const program = join(sandbox.directory('own-ssh/bin'), 'ssh');
  writeFileSync(program, `#!/bin/sh\nexec /usr/bin/ssh -F '${config}' "$@"\n`, { mode: 0o700 });
  return { program, directory, knownHosts };
}
