/** A pause of the scheduled backups: `pause.json` among the state. "Back up now" does not ask for it. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
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
  mkdirSync(dirname(pauseFile), { recursive: true, mode: 0o700 });
  const draft = `${pauseFile}.${process.pid}.new`;
  const pause = { from: now.toISOString(), until: until.toISOString() };
  writeFileSync(draft, JSON.stringify(pause), { mode: 0o600, flush: true });
  renameSync(draft, pauseFile);
}

/**
 * Until when backups are paused; undefined where they are not, and where the file is none of ours: a pause that is not
 * understood must not keep backups away. One that began in the future is void, for the clock was set back.
 */
export function readPause({ pauseFile }: Pick<UserPaths, 'pauseFile'>, now: Date): Date | undefined {
  let pause;
  try {
    pause = pauseSchema.safeParse(JSON.parse(readFileSync(pauseFile, 'utf8')));
  } catch {
    return undefined;
  }
  if (!pause.success) return undefined;
  const from = new Date(pause.data.from);
  const until = new Date(pause.data.until);
  return from <= now && now < until ? until : undefined;
}
