/** What an archive is, by its name, and the program that packs it: Node 20 has no zstd, and Debian has both. */
import { findProgram } from '../../../process/find-program';
import { failure, success, type Result } from '../../../shared/result';
import { baseOf } from '../bytes';

/** It reads its standard input and writes its standard output. */
export interface Packer {
  /** Absolute. */
  file: string;
  args: string[];
}

const PROGRAMS: Record<string, string | undefined> = {
  '.tar.zst': 'zstd',
  '.tar.gz': 'gzip',
  '.tar': undefined,
};

export const ARCHIVE_ENDINGS = Object.keys(PROGRAMS);

/** `file`: text or a binary string. */
export function isArchiveName(file: string): boolean {
  return endingOf(file) !== undefined;
}

/** Undefined where nothing is packed. Fails with program-missing. `file`: one that isArchiveName takes. */
export function findPacker(file: string): Result<Packer | undefined> {
  const program = PROGRAMS[endingOf(file) ?? ''];
  if (program === undefined) return success(undefined);
  const found = findProgram(program);
  return found === undefined
    ? failure({ code: 'program-missing', program, package: program })
    : success({ file: found, args: ['-q', '-c', '-'] });
}

function endingOf(file: string): string | undefined {
  const name = baseOf(file);
  return ARCHIVE_ENDINGS.find((ending) => name.endsWith(ending) && name !== ending);
}
