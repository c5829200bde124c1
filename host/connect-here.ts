/** For a store on the laptop itself: each rsync starts the laptop's guard in the place of ssh. Nothing is connected. */
import type { Connection } from './connect-back';

/** `standIn`: a script of the laptop's run; see --request-here. */
export function connectHere(standIn: string): Connection {
  return {
    remoteShell: `/bin/sh ${rsyncWord(standIn)}`,
    remoteCommand: ['/bin/sh', standIn],
    close: () => Promise.resolve(),
  };
}

/** rsync splits its remote shell at spaces, and takes quotes of one kind for grouping (rsync(1), --rsh). */
function rsyncWord(path: string): string {
  return path.includes("'") ? `"${path.replaceAll('"', '""')}"` : `'${path}'`;
}
