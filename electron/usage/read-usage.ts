/** Reads a measured tree from a file or a pipe: what du wrote, or ncdu. */
import { readFileSync } from 'node:fs';
import { failure, type Result } from '../../shared/result';
import { readDu, type ImportedTree } from './read-du';
import { readNcdu } from './read-ncdu';

/** `data` is all of the input; an export of ncdu begins with a bracket, a line of du with a digit. */
export function readUsage(data: Uint8Array): Result<ImportedTree, string> {
  const first = data.findIndex((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
  return data[first] === 0x5b ? readNcdu(data) : readDu(data);
}

/** `-` is the standard input. */
export function readUsageFile(file: string): Result<ImportedTree, string> {
  let data: Uint8Array;
  try {
    data = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    return failure((error as Error).message);
  }
  return readUsage(data);
}
