/**
 * A small file system that several programs use one after another. An ordinary user may mount one in a user namespace; a
 * machine that forbids those (kernel.unprivileged_userns_clone, AppArmor) cannot run these tests, and they fail with
 * unshare's own words.
 */
import { spawn } from 'node:child_process';

export interface SmallFileSystem {
  /** What to start a program with, so that it sees the file system. */
  wrapper: string[];
  /** A path below the mount point, as it is seen from outside. */
  outside: (path: string) => string;
  stop: () => Promise<void>;
}

/** Over `directory`. @param options such as "size=64m" */
export async function mountSmall(directory: string, options: string): Promise<SmallFileSystem> {
  const script = `mount -t tmpfs -o "$1" none "$0" && echo mounted && exec cat`;
  const holder = spawn('unshare', ['-Urm', 'sh', '-c', script, directory, options], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => holder.once('close', resolve));
  let words = '';
  holder.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => {
      resolve();
    });
    void ended.then(() => {
      reject(new Error(`no small file system: ${words}`));
    });
  });
  const pid = String(holder.pid);
  return {
    wrapper: ['nsenter', '-t', pid, '-U', '-m', '--preserve-credentials'],
    outside: (path) => `/proc/${pid}/root${path}`,
    stop: async () => {
      holder.stdin.end();
      await ended;
    },
  };
}
