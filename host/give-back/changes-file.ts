/**
 * `changes`, one file a snapshot, beside snapshot.json: what is in it that was not in the one before, and the other way round,
 * so that a name is found in years of snapshots without walking through them. It is an answer kept, never a source: whatever
 * is missing, torn or about another pair of snapshots is asked of the directories, and made again after the next backup.
 *
 * Records end in a NUL byte, since names hold all others: a header, one record a change, a footer.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import * as z from 'zod';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import { Breather } from '../../process/breather';
import { openRegularFile } from '../../process/read-file';
import type { Errand } from '../proof/errand';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { bytesOf } from '../walk-tree';
import { differences, type Difference } from './differences';

const headerSchema = z.object({ format: z.literal(1), before: snapshotNameSchema.nullable() });
const footerSchema = z.object({ changes: z.int().nonnegative() });

const SIGNS = { added: '+', removed: '-', changed: '*' } as const;
const HOWS: Record<string, Difference['how']> = { '+': 'added', '-': 'removed', '*': 'changed' };
const PIECE = 256 * 1024;
/** The footer alone. */
const TAIL = 64;

/**
 * @param before the snapshot before it by name, with which it is compared; undefined: it is the oldest
 * @throws the signal's reason, and what the file system throws; nothing is left behind then
 */
async function writeChanges(
  paths: MachinePaths,
  snapshot: string,
  before: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const directory = paths.complete(snapshot);
  const draft = snapshotPaths.unfinishedChanges(directory);
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    let count = 0;
    let text = `${JSON.stringify({ format: 1, before: before ?? null })}\0`;
    const breather = new Breather();
    const old = before === undefined ? paths.nowhere : paths.files(before);
    for (const { path, how, directory: isDirectory } of differences(old, paths.files(snapshot), '')) {
      await breather.breathe(signal);
      text += `${SIGNS[how]}${isDirectory ? 'd' : 'f'}${path}\0`;
      count += 1;
      if (text.length > PIECE) {
        writeSync(descriptor, bytesOf(text));
        text = '';
      }
    }
    writeSync(descriptor, bytesOf(`${text}${JSON.stringify({ changes: count })}\0`));
    renameSync(draft, snapshotPaths.changes(directory));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Those that are missing or about another pair, the newest first, until the errand's deadline. Throws as writeChanges. */
export async function writeMissingChanges(
  paths: MachinePaths,
  complete: readonly string[],
  errand: Errand,
): Promise<void> {
  const newestFirst = complete
    .map((snapshot, index) => ({ snapshot, before: complete[index - 1] }))
    .reverse();
  for (const { snapshot, before } of newestFirst) {
    if (performance.now() > errand.deadline) return;
    if (!hasChanges(paths, snapshot, before)) await writeChanges(paths, snapshot, before, errand.signal);
  }
}

/** Whether the file is whole, and about these two. Never throws. */
export function hasChanges(paths: MachinePaths, snapshot: string, before: string | undefined): boolean {
  const file = snapshotPaths.changes(paths.complete(snapshot));
  if (!existsSync(file)) return false;
  try {
    const descriptor = openRegularFile(file);
    try {
      const head = readPiece(descriptor, 0, 4 * TAIL).split('\0')[0] ?? '';
      const header = headerSchema.safeParse(parse(head));
      return header.success && header.data.before === (before ?? null) && endsWhole(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

/** Call it where hasChanges says so. In the order of differences(). Throws what the file system throws. */
export function* readChanges(paths: MachinePaths, snapshot: string): Generator<Difference> {
  for (const changes of readChangesInPieces(paths, snapshot)) yield* changes;
}

/**
 * As readChanges, some thousands at a time, for a caller that has others to serve.
 *
 * @param mayHold whether a piece of the file, of whole records, may hold what is wanted; else it is passed over
 */
export function* readChangesInPieces(
  paths: MachinePaths,
  snapshot: string,
  mayHold: (piece: string) => boolean = () => true,
): Generator<Difference[]> {
  const descriptor = openRegularFile(snapshotPaths.changes(paths.complete(snapshot)));
  try {
    let rest = '';
    for (let offset = 0; ; offset += PIECE) {
      const piece = readPiece(descriptor, offset, PIECE);
      const text = rest + piece;
      const end = text.lastIndexOf('\0') + 1;
      rest = text.slice(end);
      const records = text.slice(0, end);
      yield mayHold(records) ? records.split('\0').flatMap(parseRecord) : [];
      if (piece.length < PIECE) return;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** None where it is the header or the footer, or nothing. */
function parseRecord(record: string): Difference[] {
  const how = HOWS[record.slice(0, 1)];
  return how === undefined ? [] : [{ path: record.slice(2), how, directory: record[1] === 'd' }];
}

/** A file that was torn by a power cut has another end, or none. */
function endsWhole(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const records = readPiece(descriptor, Math.max(0, size - TAIL), TAIL).split('\0');
  return records.at(-1) === '' && footerSchema.safeParse(parse(records.at(-2) ?? '')).success;
}

function readPiece(descriptor: number, offset: number, length: number): string {
  const buffer = Buffer.alloc(length);
  const read = readSync(descriptor, buffer, 0, length, offset);
  return buffer.toString('latin1', 0, read);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
