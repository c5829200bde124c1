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

/** Neither a unit file nor a crontab can be trusted with these; a path with one is refused, not mended. */
export function isExpressible({ launcher, env }: UserCommand): boolean {
  // eslint-disable-next-line no-control-regex -- Control characters are what is looked for.
  return [launcher, ...Object.values(env)].every((text) => !/[\u0000-\u001f\u007f]/.test(text));
}
