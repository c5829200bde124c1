/** What the timer and the cron line have to say, so that this very program starts. */
import { existsSync, realpathSync } from 'node:fs';
import type { UserCommand } from './user-command';

/** What `launcher` needs to become the program that is running now, whoever starts it. */
export function userCommand(launcher: string, env: NodeJS.ProcessEnv): UserCommand {
  const values = {
    ...{ XDG_CONFIG_HOME: env.XDG_CONFIG_HOME, XDG_STATE_HOME: env.XDG_STATE_HOME },
    LATCHKEY_NODE: env.LATCHKEY_NODE ?? nodeToName(),
  };
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  return { launcher, env: Object.fromEntries(given) };
}

/** Where bin/launch.sh finds a Node.js without a login's PATH; cron's has the first two. */
const FOUND_NODES = ['/usr/bin/node', '/bin/node', '/usr/local/bin/node'];

/** One of nvm or the like has to be named. A packaged Electron is found by its launcher. */
function nodeToName(): string | undefined {
  if ('electron' in process.versions) return undefined;
  const running = realpathSync(process.execPath);
  const isFound = FOUND_NODES.some((path) => existsSync(path) && realpathSync(path) === running);
  return isFound ? undefined : process.execPath;
}
