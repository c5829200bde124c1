/** The two keys of one run. Both are ed25519 and good for this run only. */
import { chmodSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { runProgram } from '../../process/run-program';
import { failure, success, type Result } from '../../shared/result';

export interface KeyPrograms {
  mkfifo: string;
  sshKeygen: string;
}

const END_OF_KEY = '-----END OPENSSH PRIVATE KEY-----\n';

/**
 * Makes the client key. ssh-keygen writes the private half into a FIFO that only we read, so that it exists in
 * memory alone; the public half is a plain file. ssh-keygen asks whether to overwrite, because the FIFO exists.
 * Fails with one-time-key-failed, also where nothing comes within `timeoutMs`.
 */
export async function makeClientKey(
  directory: string,
  programs: KeyPrograms,
  signal: AbortSignal,
  timeoutMs = 10_000,
): Promise<Result<{ privateKey: string; publicKey: string }>> {
  const fifo = join(directory, 'client-key');
  const made = await runProgram({ file: programs.mkfifo, args: ['-m', '600', fifo], timeoutMs, signal });
  if (made.status !== 0) return keyFailure(`mkfifo: ${made.startError ?? (made.stderr.trim() || 'failed')}`);
  // Opened for both, a FIFO neither blocks the open until ssh-keygen comes nor ends before it has come (fifo(7)).
  const reader = new Socket({ fd: openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK), writable: false });
  try {
    const key = readKey(reader, timeoutMs, signal);
    const keygen = await runProgram({
      file: programs.sshKeygen,
      args: ['-q', '-t', 'ed25519', '-N', '', '-C', 'latchkey-one-time', '-f', fifo],
      input: 'y\n',
      timeoutMs,
      signal,
    });
    if (keygen.status !== 0) {
      reader.destroy();
      await key;
      return keyFailure(
        keygen.timedOut
          ? 'no data from ssh-keygen'
          : `ssh-keygen: ${keygen.startError ?? keygen.stderr.trim()}`,
      );
    }
    const privateKey = await key;
    if (privateKey === undefined) return keyFailure('no data from ssh-keygen');
    return success({ privateKey, publicKey: readRegularFile(`${fifo}.pub`, 'utf8').trim() });
  } finally {
    reader.destroy();
  }
}

/** Makes the host key as a file, since sshd reads it from one: 0600 in the run directory, which is memory as a rule. */
export async function makeHostKey(
  directory: string,
  programs: KeyPrograms,
  signal: AbortSignal,
): Promise<Result<{ file: string; publicKey: string }>> {
  const file = join(directory, 'host-key');
  const keygen = await runProgram({
    file: programs.sshKeygen,
    args: ['-q', '-t', 'ed25519', '-N', '', '-C', 'latchkey-one-time-host', '-f', file],
    timeoutMs: 10_000,
    signal,
  });
  if (keygen.status !== 0)
    return keyFailure(`ssh-keygen: ${keygen.startError ?? (keygen.stderr.trim() || 'failed')}`);
  chmodSync(file, 0o600);
  return success({ file, publicKey: readRegularFile(`${file}.pub`, 'utf8').trim() });
}

/** Type and base64 of a public key line, without the comment. */
export function withoutComment(publicKey: string): string {
  return publicKey.split(' ').slice(0, 2).join(' ');
}

/** The key's text, or undefined where it did not come in time. The buffers are wiped; strings cannot be. */
function readKey(reader: Socket, timeoutMs: number, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve(text.endsWith(END_OF_KEY) ? text : undefined);
    };
    const timer = setTimeout(finish, timeoutMs);
    signal.addEventListener('abort', finish, { once: true });
    reader.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      chunk.fill(0);
      if (text.endsWith(END_OF_KEY)) finish();
    });
    reader.once('close', finish);
    reader.once('error', finish);
  });
}

function keyFailure(detail: string): Result<never> {
  return failure({ code: 'one-time-key-failed', detail });
}
