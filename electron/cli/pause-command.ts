/** `latchkey --pause`: no scheduled backups for a while. Backups by hand go ahead all the same. */
import { EXIT } from '../../shared/exit-codes';
import { setPause } from '../schedule/pause';
import { parsePause } from '../schedule/pause-end';
import type { UserPaths } from '../settings/user-paths';
import { describeMoment } from './describe-schedule';
import { ownLanguage } from './own-language';
import { complain, say } from './terminal';

export function pauseCommand(paths: UserPaths, word: string): number {
  const language = ownLanguage();
  const words = language.words.terminal.pause;
  const now = new Date();
  const until = parsePause(word, now);
  if (until === undefined) {
    complain(words.wrong(word));
    return EXIT.usage;
  }
  setPause(paths, until, now);
  say(
    until === null ? words.none : words.until(describeMoment(language, until, now).replace(/^(on|am) /, '')),
  );
  return EXIT.completed;
}
