/** The key of the calls, ~/.ssh/latchkey: made once, without a passphrase so that cron can use it, and never replaced. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularBytes, readRegularFile } from '../../process/read-file';
import { runProgram } from '../../process/run-program';
import { whyNotStarted } from '../../process/why-not-started';
import { failure, success, type Result } from '../../shared/result';

export interface CallKey {
  /** Of the private key. */
  path: string;
  /** "ssh-ed25519 AAAA… comment", without the line's end. */
  publicKey: string;
}

/** Fails with call-key-failed. `comment`: what the host's list of keys will call it. */
export async function provideCallKey(
  sshKeygen: string,
  sshDirectory: string,
  comment: string,
): Promise<Result<CallKey>> {
  const path = join(sshDirectory, 'latchkey');
  const there = readPublicKey(path);
  if (there !== undefined) return success({ path, publicKey: there });
  mkdirSync(sshDirectory, { recursive: true, mode: 0o700 });
  // Where only the private half is there, ssh-keygen would ask whether to overwrite it, reads nothing, and does not.
  const made = await runProgram({
    file: sshKeygen,
    args: ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path],
    timeoutMs: 15_000,
  });
  const publicKey = readPublicKey(path);
  if (made.status === 0 && publicKey !== undefined) return success({ path, publicKey });
  const starved = whyNotStarted(made);
  if (starved !== undefined) {
    return failure({ code: 'program-not-started', program: 'ssh-keygen', detail: starved });
  }
  const said = (made.stderr.trim() === '' ? made.stdout : made.stderr).trim().split('\n').at(-1) ?? '';
  return failure({ code: 'call-key-failed', path, detail: said.replace(/\.+$/, '') });
}

/** ssh's arguments with which the calls use it, whatever the person's own configuration says. */
export function argumentsForKey(path: string): string[] {
  return ['-i', path, '-o', 'IdentitiesOnly=yes'];
}

function readPublicKey(path: string): string | undefined {
  try {
    readRegularBytes(path);
    const text = readRegularFile(`${path}.pub`, 'utf8').trim();
    return /^[a-z0-9@.-]+ [A-Za-z0-9+/=]+( [^\r\n]*)?$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
