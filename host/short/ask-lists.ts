/** Asks the laptop for its lists of the roots, over the open connection (shared/tree-list.ts). */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram } from '../../process/start-program';
import { parseTreeList, type TreeList } from '../../shared/tree-list';
import { LAPTOP, type Connection } from '../connect-back';
import type { PrivateDirectory } from '../private-directory';
import { messageOf } from '../result';
import { inTurn, isRefusal, type Attempt } from '../session-in-turn';

/** Some three million entries. */
const MOST_PACKED = 128 * 1024 * 1024;
export const MOST_UNPACKED = 384 * 1024 * 1024;

const unpack = promisify(gunzip);

export type Lists = ReadonlyMap<string, TreeList>;

/** Undefined where not all of them can be had, and `log` is told why: the whole tree is compared then. */
export async function askLists(
  { remoteCommand: [file, ...words] }: Connection,
  roots: readonly string[],
  {
    directory,
    log,
    signal,
  }: { directory: PrivateDirectory; log: (words: string) => void; signal: AbortSignal },
): Promise<Lists | undefined> {
  const lists = new Map<string, TreeList>();
  for (const root of roots) {
    try {
      const args = [...words, LAPTOP, `latchkey-list ${root}`];
      const packed = await inTurn(() => askOnce(file, args, directory, signal), signal);
      if (packed instanceof Error) throw packed;
      const text = await unpack(packed, { maxOutputLength: MOST_UNPACKED });
      const list = parseTreeList(text.toString('latin1'));
      if (list === undefined) throw new Error('it is not understood');
      lists.set(root, list);
    } catch (error) {
      log(`the list of ${root} cannot be had: ${messageOf(error)}`);
      return undefined;
    }
  }
  return lists;
}

/** What it has answered, packed; or why that is not all. */
async function askOnce(
  file: string,
  args: string[],
  directory: PrivateDirectory,
  signal: AbortSignal,
): Promise<Attempt<Buffer | Error>> {
  // ssh would hand on the host program's own standard input.
  const program = await startProgram({ file, args, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  directory.recordChild(program.identity);
  const heard: { last?: string; refused: boolean } = { refused: false };
  readLines(program.stderr, 'utf8', (line) => {
    heard.last = line;
    heard.refused ||= isRefusal(line);
  });
  const pieces: Buffer[] = [];
  let size = 0;
  program.stdout?.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size <= MOST_PACKED) pieces.push(piece);
    else void program.stop();
  });
  const [{ status, startError }] = await Promise.all([
    program.ended,
    endOf(program.stdout),
    endOf(program.stderr),
  ]);
  const isWhole = status === 0 && size <= MOST_PACKED;
  return {
    value: isWhole
      ? Buffer.concat(pieces)
      : new Error(startError ?? heard.last ?? 'it did not come to its end'),
    refused: heard.refused && status !== 0,
  };
}
