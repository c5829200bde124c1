/**
 * The sending side of a restore: rsync's remote shell is this program, which starts rsync as --fake-super wants it. Ends
 * when the laptop's rsync goes: its pipes are rsync's own.
 */
import { MOST_TEXT_BYTES, readRegularFile } from '../../process/read-file';
import { findProgram } from '../../process/find-program';
import { startProgram } from '../../process/start-program';
import { readMachine } from '../read-machine';
import type { MachinePaths } from '../store-layout';
import { parseSenderCommand } from './parse-sender-command';
import { nameBelow } from './snapshot-places';

export interface Serving {
  snapshot: string;
  /** A file of paths below the snapshot's files, each begun by "./" and ended by a NUL. */
  wanted: string;
  /** What rsync has behind its remote shell: a host's name, then the command. */
  words: readonly string[];
}

/** rsync's exit status, or in words why it was not started. */
export async function serve(paths: MachinePaths, serving: Serving): Promise<number | string> {
  const command = parseSenderCommand(serving.words.slice(1));
  if (!command.ok) return `refused: ${command.reason}`;
  const names = readRegularFile(serving.wanted, 'latin1', MOST_TEXT_BYTES).split('\0').slice(0, -1);
  const odd = names.find((name) => !name.startsWith('./') || nameBelow(name.slice(1)) === undefined);
  if (odd !== undefined || names.length === 0) return 'refused: a path that is none of a snapshot';
  if (!(await readMachine(paths)).complete.includes(serving.snapshot))
    return `there is no ${serving.snapshot}`;
  const file = findProgram('rsync');
  if (file === undefined) return 'rsync is not installed';
  const args = [
    ...['--server', '--sender', ...command.flags, '--fake-super'],
    ...[`--files-from=${serving.wanted}`, '--from0', '.', `${paths.files(serving.snapshot)}/`],
  ];
  const rsync = await startProgram({ file, args, stdio: 'inherit' });
  const { status, startError } = await rsync.ended;
  return startError ?? status ?? 'rsync was ended';
}
