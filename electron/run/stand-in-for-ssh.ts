/**
 * A store on this machine needs no connection, and so no key, no sshd and no port: its rsync starts, in the place of ssh,
 * a script of the run directory that becomes the guard. The guard is the same as behind the door, with the same plan: it
 * takes the command that sshd would hand it, and ends with the run.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asPlainNode } from '../../process/environment';
import { shellWord } from '../../process/shell-words';

/** `guard`: its bundle, or the one that becomes it. Returns the script's path. It is called as rsync calls ssh: `sh SCRIPT HOST COMMAND...`. */
export function writeStandIn(runDirectory: string, runtime: string, guard: string): string {
  const path = join(runDirectory, 'stand-in-for-ssh');
  const environment = Object.entries(asPlainNode()).map(([name, value]) => `${name}=${value}`);
  // The words are joined by one space each, as ssh joins them.
  const command = ['/usr/bin/env', '-i', ...environment].map(shellWord).join(' ');
  const guarded = [runtime, guard, runDirectory].map(shellWord).join(' ');
  const script = `#!/bin/sh\nIFS=' '\nshift\nexec ${command} SSH_ORIGINAL_COMMAND="$*" ${guarded}\n`;
  writeFileSync(path, script, { mode: 0o600 });
  return path;
}
