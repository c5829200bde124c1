/**
 * The lines of `checksums`. Each stands for one inode that came with the snapshot:
 *
 *   <sha256, hex> <size> <mtime in ms, as JSON prints it> <inode> <names> <path>
 *
 * The path is that of its first name, below `files`, without a slash in front; `%XX` stands for a byte that is no printable
 * ASCII, for a space and for "%" itself. `names` is how many names the inode had, in all snapshots, when it was read.
 * Symbolic links, devices and fifos are regular files here (rsync --fake-super): they are included as these. What stands in
 * extended attributes (their real kind, owners, ACLs) is not part of any checksum.
 *
 * A line that begins with "#" sums up the whole snapshot; the last one counts, and it is the last line of the file.
 */
import * as z from 'zod';
import { escapeBytes, unescapeBytes } from '../../shared/escape-bytes';

export interface ChecksumEntry {
  sha256: string;
  size: number;
  mtimeMs: number;
  ino: number;
  names: number;
  /** A binary string: one character a byte. */
  path: string;
}

const summarySchema = z.object({
  /** All regular files of the snapshot, by name, and their bytes: those of older snapshots as well. */
  files: z.int().nonnegative(),
  bytes: z.number().nonnegative(),
});
export type Summary = z.infer<typeof summarySchema>;

const LINE = /^([0-9a-f]{64}) (\d+) (-?[\d.e+-]+) (\d+) (\d+) (\S+)$/;

export function formatEntry({ sha256, size, mtimeMs, ino, names, path }: ChecksumEntry): string {
  return `${sha256} ${size} ${JSON.stringify(mtimeMs)} ${ino} ${names} ${escapeBytes(path)}\n`;
}

/** Undefined where the line is none. */
export function parseEntry(line: string): ChecksumEntry | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, sha256 = '', size, mtimeMs, ino, names, path = ''] = match;
  const entry = { size: Number(size), mtimeMs: Number(mtimeMs), ino: Number(ino), names: Number(names) };
  return Number.isNaN(entry.mtimeMs) ? undefined : { sha256, ...entry, path: unescapeBytes(path) };
}

export function formatSummary(summary: Summary): string {
  return `# ${JSON.stringify(summary)}\n`;
}

export function parseSummary(line: string): Summary | undefined {
  if (!line.startsWith('# ')) return undefined;
  try {
    return summarySchema.parse(JSON.parse(line.slice(2)));
  } catch {
    return undefined;
  }
}
