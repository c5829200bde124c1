/**
 * Whether what serves the host starts under the rules: tried out once, and again when anything has changed that could
 * change the answer. Trying costs more than half a second of a processor, which a small backup does not take itself.
 */
import { createHash } from 'node:crypto';
import { realpathSync, rmSync, statSync } from 'node:fs';
import { release, version } from 'node:os';
import { readRegularFile } from '../../process/read-file';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { PathRule } from './landlock';
import type { Trial } from './messages';

const verdictSchema = z.discriminatedUnion('starts', [
  z.object({
    starts: z.literal(true),
    /** Of the kernel's Landlock. */
    landlock: z.int(),
  }),
  z.object({ starts: z.literal(false), reason: z.string() }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

const fileSchema = z.object({ schemaVersion: z.literal(1), key: z.string(), verdict: verdictSchema });

/** What was tried, of which the answer may depend. */
export interface Tried {
  trials: readonly Trial[];
  /** But for those of the run, which differ each time. */
  rules: readonly PathRule[];
  /** All that is started in the trials, or by what is. */
  programs: readonly string[];
}

/** The last verdict, and whether it `holds`: it is about just this. */
export function recallVerdict(file: string, key: string): { verdict: Verdict; holds: boolean } | undefined {
  const { value } = readStateFile(file, fileSchema);
  return value && { verdict: value.verdict, holds: value.key === key };
}

/** Throws what the file system throws; then it is tried out the next time as well. */
export function rememberVerdict(file: string, key: string, verdict: Verdict): void {
  writeStateFile(file, { schemaVersion: 1, key, verdict }, { makeDirectory: true });
}

/** The next run tries out again. Throws what the file system throws. */
export function forgetVerdict(file: string): void {
  rmSync(file, { force: true });
}

/** New libraries in new places are in the loader's cache before anything is linked with them. */
const LOADER = '/etc/ld.so.cache';

/** The same as long as nothing has changed: programs, kernel and how it was started, which decides on Landlock, and rules. */
export function keyOf({ trials, rules, programs }: Tried): string {
  const kernel = [release(), version(), readIfThere('/proc/cmdline')];
  const files = [...new Set([...trials.map(({ file }) => file), ...programs, LOADER])].map(identityOf);
  return createHash('sha256').update(JSON.stringify({ kernel, files, trials, rules })).digest('hex');
}

function identityOf(path: string): string {
  try {
    const real = realpathSync(path);
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(real, { bigint: true });
    return [real, dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return `${path} is not there`;
  }
}

function readIfThere(path: string): string {
  try {
    return readRegularFile(path, 'latin1');
  } catch {
    return '';
  }
}
