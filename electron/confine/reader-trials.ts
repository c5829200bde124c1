/** What has to start under the rules before a backup is left to them. */
import { userInfo } from 'node:os';
import { asPlainNode } from '../../process/environment';
import { findProgram } from '../../process/find-program';
import { shellLine } from '../../process/shell-words';
import type { Trial } from './messages';

export interface ReaderPrograms {
  rsync: string;
  ionice: string | null;
  /** Null where no door is opened. */
  sshd: string | null;
  runtime: string;
  guard: string;
  /** Of this user: sshd starts the guard through it. */
  shell: string;
}

/** What the guard says without a run directory: that much has to work. */
const GUARD_STARTS = { words: 'latchkey-guard: refused: ' };

export function readerTrials({ rsync, ionice, sshd, runtime, guard, shell }: ReaderPrograms): Trial[] {
  const started = [rsync, '--version'];
  const [file, ...args] = ionice === null ? started : [ionice, '-c', '3', ...started];
  const reads: Trial = { file: file ?? rsync, args };
  const guarded = { env: asPlainNode(), shows: GUARD_STARTS };
  if (sshd === null) return [reads, { file: runtime, args: [guard], ...guarded }];
  return [
    reads,
    { file: shell, args: ['-c', `exec ${shellLine(runtime, guard)}`], ...guarded },
    // It cannot read the host keys of the system in any case.
    { file: sshd, args: ['-t', '-f', '/dev/null'], shows: 'any-status' },
    ...lookUp(userInfo().username),
  ];
}

/** As sshd does, by the services that this machine has for it. */
function lookUp(user: string): Trial[] {
  const id = findProgram('id');
  return id === undefined ? [] : [{ file: id, args: ['-u', user] }];
}
