/** Reads a measured tree from a file, a pipe or what was pasted: what du wrote, or ncdu. Never as one text. */
import { createReadStream } from 'node:fs';
import { failure, type Result } from '../../shared/result';
import { BEGINNING, duDialect, isNcdu } from './list-dialect';
import { DuReader } from './read-du';
import type { ListReader, ReadList } from './read-list';
import { NcduReader } from './read-ncdu';
import { TreeTooLarge } from './shared-columns';
import { UnreadableList, unpackList } from './unpack-list';

/** After each piece: entries so far, and bytes of the source. The reading waits for it. */
type Progress = (entries: number, bytes: number) => void | Promise<void>;

const PIECE = 2 ** 20;

/** Packed or not. A failure says what is wrong, as the second half of a sentence. Rejects if the source does. */
export async function readUsage(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onProgress?: Progress,
): Promise<Result<ReadList, string>> {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      bytes += piece.length;
      yield piece;
    }
  };
  try {
    return await readPieces(unpackList(counted()), async (entries) => onProgress?.(entries, bytes));
  } catch (error) {
    if (error instanceof UnreadableList) return failure(error.message);
    if (error instanceof TreeTooLarge || isOutOfMemory(error)) {
      return failure('there are more entries in it than can be held');
    }
    throw error;
  }
}

/** `-` is the standard input. */
export async function readUsageFile(file: string, onProgress?: Progress): Promise<Result<ReadList, string>> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
  try {
    return await readUsage(source as AsyncIterable<Buffer>, onProgress);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return failure(message);
  }
}

async function readPieces(
  pieces: AsyncIterable<Uint8Array>,
  onProgress: (entries: number) => Promise<void>,
): Promise<Result<ReadList, string>> {
  let beginning: Uint8Array[] = [];
  let length = 0;
  let reader: ListReader | undefined;
  for await (const piece of pieces) {
    let next = piece;
    if (reader === undefined) {
      // A copy: an unpacker may use its memory again.
      beginning.push(Uint8Array.from(piece));
      length += piece.length;
      if (length < BEGINNING) continue;
      next = Buffer.concat(beginning);
      beginning = [];
      reader = readerFor(next);
    }
    const problem = reader.push(next);
    if (problem !== undefined) return failure(problem);
    await onProgress(reader.entries);
  }
  if (reader === undefined) {
    const all = Buffer.concat(beginning);
    reader = readerFor(all);
    const problem = reader.push(all);
    if (problem !== undefined) return failure(problem);
  }
  return reader.end();
}

function readerFor(beginning: Uint8Array): ListReader {
  const start = beginning.subarray(0, BEGINNING);
  return isNcdu(start) ? new NcduReader() : new DuReader(duDialect(start));
}

/** What columns say that cannot be made, and a set that cannot grow. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /allocation failed|typed array length|maximum size exceeded$/i.test(error.message)
  );
}
