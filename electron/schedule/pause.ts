/** A pause of the scheduled backups: `pause.json` among the state. "Back up now" does not ask for it. */
import { rmSync } from 'node:fs';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { UserPaths } from '../settings/user-paths';

const pauseSchema = z.object({ from: z.iso.datetime(), until: z.iso.datetime() });

/** Pauses from `now` on; null ends a pause. Throws what the file system throws. */
export function setPause(
  { pauseFile }: Pick<UserPaths, 'pauseFile'>,
  until: Date | null,
  now = new Date(),
): void {
  if (until === null) {
    rmSync(pauseFile, { force: true });
    return;
  }
  const pause = { from: now.toISOString(), until: until.toISOString() };
  writeStateFile(pauseFile, pause, { makeDirectory: true });
}

/**
 * Until when backups are paused; undefined where they are not, and where the file is none of ours: a pause that is not
 * understood must not keep backups away. One that began in the future is void, for the clock was set back.
 */
export function readPause({ pauseFile }: Pick<UserPaths, 'pauseFile'>, now: Date): Date | undefined {
  const { value: pause } = readStateFile(pauseFile, pauseSchema);
  if (pause === undefined) return undefined;
  const from = new Date(pause.from);
  const until = new Date(pause.until);
  return from <= now && now < until ? until : undefined;
}
