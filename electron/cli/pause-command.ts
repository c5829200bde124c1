/** `latchkey --pause`: no scheduled backups for a while. Backups by hand go ahead all the same. */
import { EXIT } from '../../shared/exit-codes';
import { describeMoment } from '../../shared/schedule-words';
import { setPause } from '../schedule/pause';
import { parsePause } from '../schedule/pause-end';
import type { UserPaths } from '../settings/user-paths';
import { complain, say } from './terminal';

export function pauseCommand(paths: UserPaths, word: string): number {
  const now = new Date();
  const until = parsePause(word, now);
  if (until === undefined) {
    complain(`"${word}" is no time to pause for; say 30m, 2h, 3d (31 days at most), tomorrow or off.`);
    return EXIT.usage;
  }
  setPause(paths, until, now);
  say(
    until === null
      ? 'Scheduled backups are not paused.'
      : `Scheduled backups are paused until ${describeMoment(until, now).replace(/^on /, '')}. "latchkey --run" still backs up.`,
  );
  return EXIT.completed;
}
