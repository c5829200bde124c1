/** What rsync itself would send: the oracle for everything that claims to know. */
import { spawn } from 'node:child_process';

/**
 * The names that a recursive transfer of `source` under these rules would send, as binary strings, directories with a
 * slash behind; nothing is written. `-8` and the decoding give every byte of a name back (rsync(1), "--out-format").
 */
export function listWithRsync(source: string, rules: string, ...options: string[]): Promise<string[]> {
  const child = spawn(
    'rsync',
    ['-rln8', ...options, '--exclude-from=-', '--out-format=%n', source, '/nowhere/at/all/'],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env.PATH, LC_ALL: 'C' } },
  );
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('latin1').on('data', (chunk: string) => (output.stdout += chunk));
  child.stderr.setEncoding('latin1').on('data', (chunk: string) => (output.stderr += chunk));
  child.stdin.end(Buffer.from(rules, 'latin1'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (status !== 0) reject(new Error(`rsync ended with ${status}: ${output.stderr}`));
      else resolve(output.stdout.split('\n').filter(Boolean).map(decodeName));
    });
  });
}

/** rsync writes control characters, and a backslash that would look like an escape, as `\#` and three octal digits. */
function decodeName(name: string): string {
  return name.replace(/\\#([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
