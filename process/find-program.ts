import { constants, accessSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_DIRECTORIES } from './environment';

/** The absolute path of a system program, or undefined. The user's own PATH is not asked: cron has another one. */
export function findProgram(name: string): string | undefined {
  return PROGRAM_DIRECTORIES.map((directory) => join(directory, name)).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
