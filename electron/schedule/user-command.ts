import { existsSync, realpathSync } from 'node:fs';

/**
 * What the timer and the cron line start: our launcher, with what it has to know of this user's surroundings. Neither
 * has the environment of a login.
 */
export interface UserCommand {
  /** Absolute path of bin/latchkey. */
  launcher: string;
  /** Where settings and state are, if not in their usual places; and which Node.js, if none is on a standard path. */
  env: Readonly<Record<string, string>>;
}

export const IF_DUE = ['--run', '--if-due', '--quiet'] as const;

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

/** Neither a unit file nor a crontab can be trusted with these; a path with one is refused, not mended. */
export function isExpressible({ launcher, env }: UserCommand): boolean {
  // eslint-disable-next-line no-control-regex -- Control characters are what is looked for.
  return [launcher, ...Object.values(env)].every((text) => !/[\u0000-\u001f\u007f]/.test(text));
}
