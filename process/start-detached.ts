/**
 * A program that outlives the one that starts it, on purpose: a session of its own, no terminal, no directory that it
 * keeps busy. Nobody ends it: only programs that end by themselves are started so.
 */
import { optionsOf } from './start-program';

export interface DetachedStart {
  /** Absolute path. */
  file: string;
  args: readonly string[];
  env?: Record<string, string>;
  /** Given on its stdin, and nowhere else; its stdout and stderr go nowhere. */
  input?: string;
}

/** Settles once it runs and its input is handed over; false where it could not be started. Never rejects. */
export async function startDetached({ file, args, env, input }: DetachedStart): Promise<boolean> {
  const { execa } = await import('execa');
  return new Promise((resolve) => {
    const child = execa(file, args, {
      ...optionsOf(env),
      ...{ cwd: '/', detached: true },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
    });
    child.once('error', () => {
      resolve(false);
    });
    // A program that ends without reading its input was started all the same.
    child.stdin?.on('error', () => {
      resolve(true);
    });
    child.once('spawn', () => {
      child.unref();
      if (child.stdin === null) resolve(true);
      else
        child.stdin.end(input, () => {
          resolve(true);
        });
    });
  });
}
