/**
 * Who answers at a destination: the host key, as the person's own ssh sees it (aliases, jump hosts, ports and all). Only
 * ssh's own judgement counts for whether it is known.
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { runProgram } from '../../process/run-program';
import { failure, success, type Result } from '../../shared/result';
import { shellLine } from '../../process/shell-words';
import { readChangedKey } from '../ssh/changed-host-key';
import { meaningOf } from '../ssh/classify-call';
import { ownOptions } from '../ssh/own-options';

export type Identity =
  | { kind: 'known'; type: string; fingerprint: string }
  | { kind: 'new'; type: string; fingerprint: string; lines: string }
  | { kind: 'changed'; type: string; fingerprint: string; known: string; forget: string };

interface Programs {
  ssh: string;
  sshKeygen: string;
}

/** Only who answers is of interest: nothing logs in, nothing is asked, nothing else of the configuration happens. */
const LOOK_ONLY = ownOptions(new Set(), {
  ...{ PreferredAuthentications: 'none', ControlMaster: 'no', ControlPath: 'none' },
  ...{ UpdateHostKeys: 'no', ConnectTimeout: '20' },
});
const LIMIT_MS = 45_000;

/** Fails with what ssh says: host-unreachable, ssh-misconfigured, ssh-failed. */
export async function identifyHost(
  programs: Programs,
  destination: string,
  signal: AbortSignal,
): Promise<Result<Identity>> {
  const ask = async (...options: string[]): Promise<{ status: number | null; stderr: string }> => {
    const { status, stderr, startError } = await runProgram({
      file: programs.ssh,
      args: [...LOOK_ONLY, ...options.flatMap((option) => ['-o', option]), '--', destination, 'true'],
      timeoutMs: LIMIT_MS,
      signal,
    });
    return { status, stderr: startError ?? stderr };
  };
  const judged = await ask('StrictHostKeyChecking=yes');
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-host-key-'));
  try {
    const file = join(directory, 'known_hosts');
    const met = await ask(
      'StrictHostKeyChecking=accept-new',
      `UserKnownHostsFile=${file}`,
      'GlobalKnownHostsFile=/dev/null',
      'HashKnownHosts=no',
    );
    const lines = readLines(file);
    const seen = await readFingerprint(programs.sshKeygen, file);
    if (lines === '' || seen === undefined) return notAsked(met.stderr);
    return await judge(programs.sshKeygen, judged, seen, lines);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Only what ssh has said for certain counts as known; a key of a type that it is not known by is shown like a new one. */
async function judge(
  sshKeygen: string,
  { status, stderr }: { status: number | null; stderr: string },
  seen: { type: string; fingerprint: string },
  lines: string,
): Promise<Result<Identity>> {
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED|REVOKED HOST KEY/.test(stderr)) {
    const changed = await readChangedKey(sshKeygen, stderr.split('\n'));
    const { known, forget } = changed ?? { known: '?', forget: forgetCommand(lines) };
    return success({ kind: 'changed', ...seen, known, forget });
  }
  if (/host key is known for|Host key verification failed/.test(stderr)) {
    return success({ kind: 'new', ...seen, lines });
  }
  if (status === 0 || /Permission denied \(|No supported authentication methods/.test(stderr)) {
    return success({ kind: 'known', ...seen });
  }
  return notAsked(stderr);
}

/** Appends what was shown to the person's known_hosts; what is in there stays. Throws where it cannot be written. */
export function trustHost(knownHosts: string, lines: string): void {
  mkdirSync(dirname(knownHosts), { recursive: true, mode: 0o700 });
  const before = readLines(knownHosts);
  // A last line without an end would swallow ours.
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  appendFileSync(knownHosts, gap + lines, { mode: 0o600, flush: true });
}

function readLines(file: string): string {
  try {
    return readRegularFile(file, 'utf8');
  } catch {
    return '';
  }
}

/** "256 SHA256:… name (ED25519)" */
async function readFingerprint(
  sshKeygen: string,
  file: string,
): Promise<{ type: string; fingerprint: string } | undefined> {
  const { stdout } = await runProgram({ file: sshKeygen, args: ['-l', '-f', file], timeoutMs: 10_000 });
  const [, fingerprint, type] = /^\d+ (SHA256:\S+) .*\((\S+)\)$/m.exec(stdout) ?? [];
  return fingerprint === undefined || type === undefined ? undefined : { type, fingerprint };
}

/** Where ssh has not said which file the old key is in: in the first one, by the name that ssh looks for. */
function forgetCommand(lines: string): string {
  return shellLine('ssh-keygen', '-R', lines.split(' ')[0]?.split(',')[0] ?? '');
}

function notAsked(stderr: string): Result<never> {
  const lines = stderr.trim().split('\n');
  const last = lines.at(-1)?.trim().replace(/\.+$/, '') ?? '';
  if (last === '') return failure({ code: 'host-unreachable', detail: 'it did not answer in time' });
  return failure(meaningOf(lines) ?? { code: 'ssh-failed', detail: last });
}
