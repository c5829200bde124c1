/** A host that showed another key than the known one: both fingerprints, and the command that forgets the old one. */
import { accessSync, constants } from 'node:fs';
import { readRegularFile } from '../../process/read-file';
import { runProgram } from '../../process/run-program';
import type { Failure } from '../../shared/failures';
import { shellLine } from '../../process/shell-words';

export type ChangedKey = Extract<Failure, { code: 'host-key-changed' }>;

/** From ssh's words; undefined where they do not say it. */
export async function readChangedKey(
  sshKeygen: string,
  stderr: readonly string[],
): Promise<ChangedKey | undefined> {
  const text = stderr.map((line) => line.trim()).join('\n');
  const host = /^Host key for (.+) has changed and you have requested/m.exec(text)?.[1];
  const shown = /sent by the remote host is\n(\S+?)\.?$/m.exec(text)?.[1];
  const [, file, line] = /^Offending \S+ key in (.+):(\d+)$/m.exec(text) ?? [];
  if (host === undefined || shown === undefined || file === undefined) return undefined;
  const known = await fingerprintOf(sshKeygen, file, Number(line));
  // The machine's own list of hosts is its administrator's.
  const words = [...(isOurs(file) ? [] : ['sudo']), 'ssh-keygen', '-f', file, '-R', host];
  return { code: 'host-key-changed', host, shown, known, forget: shellLine(...words) };
}

/** "SHA256:…" of one line of a known_hosts file; "?" where it cannot be read. */
async function fingerprintOf(sshKeygen: string, file: string, line: number): Promise<string> {
  try {
    const input = `${readRegularFile(file, 'utf8').split('\n')[line - 1] ?? ''}\n`;
    const printed = await runProgram({ file: sshKeygen, args: ['-lf', '-'], input, timeoutMs: 10_000 });
    return /SHA256:\S+/.exec(printed.stdout)?.[0] ?? '?';
  } catch {
    return '?';
  }
}

function isOurs(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
