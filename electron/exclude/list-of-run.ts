/**
 * The exclude list as a run takes it. A list that was there at the last backup and is not now would send what a person
 * wanted left out, so that it was there is written down, in a small file of Latchkey's own.
 */
import { statSync } from 'node:fs';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { runProgram } from '../../process/run-program';
import { writeStateFile } from '../../process/write-state-file';
import { MOST_EXCLUDE_BYTES } from '../../shared/request';
import { failure, success, type Result } from '../../shared/result';
import { readExcludeFile, tooLarge } from './exclude-file';
import { parseExcludeList } from './parse-rules';

export interface ListPlaces {
  excludeFile: string;
  /** Says that there was a list. */
  excludeSeenFile: string;
}

const seenSchema = z.object({ schemaVersion: z.literal(1), path: z.string() });

/**
 * Fails with exclude-list-unreadable, exclude-list-too-large or exclude-list-gone: a link that leads nowhere is no list. A
 * first run needs none.
 */
export function readListOfRun({ excludeFile, excludeSeenFile }: ListPlaces): Result<string> {
  const read = readExcludeFile(excludeFile);
  if (read.ok && read.value.length > MOST_EXCLUDE_BYTES)
    return failure(tooLarge(excludeFile, read.value.length));
  return read.ok && !isThere(excludeFile) && wasSeen(excludeFile, excludeSeenFile)
    ? failure({ code: 'exclude-list-gone', path: excludeFile })
    : read;
}

/** Remembers that this list was used; where there is none, there is nothing to miss. Throws what the file system throws. */
export function rememberList({ excludeFile, excludeSeenFile }: ListPlaces): void {
  if (!isThere(excludeFile) || wasSeen(excludeFile, excludeSeenFile)) return;
  writeStateFile(excludeSeenFile, { schemaVersion: 1, path: excludeFile }, { makeDirectory: true });
}

/**
 * Asks rsync itself whether it takes the list, before anybody is called: it refuses a whole list for one line. Fails with
 * exclude-list-refused, and with rsync-unusable where it says nothing of the list. `list`: a binary string; `rsync`: its absolute path.
 */
export async function checkRsyncTakes(rsync: string, list: string, path: string): Promise<Result<undefined>> {
  const { status, stderr, startError } = await runProgram({
    file: rsync,
    args: ['--list-only', '--exclude-from=-', '/dev/null'],
    input: Buffer.from(list, 'latin1'),
    timeoutMs: 30_000,
  });
  if (status === 0) return success(undefined);
  const detail = (startError ?? stderr.split('\n')[0]?.trim() ?? '').slice(0, 1000);
  if (status !== SYNTAX) return failure({ code: 'rsync-unusable', detail: detail || 'it said nothing' });
  const line = parseExcludeList(list).find(({ kind }) => kind === 'refused')?.number ?? null;
  return failure({ code: 'exclude-list-refused', path, line, detail });
}

/** rsync(1), EXIT VALUES: "Syntax or usage error". */
const SYNTAX = 1;

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function wasSeen(excludeFile: string, seenFile: string): boolean {
  return readStateFile(seenFile, seenSchema).value?.path === excludeFile;
}
