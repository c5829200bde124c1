/**
 * Mounts that only the programs which are started in it see: a user namespace, in which an ordinary user may make them. What
 * runs there is the same user as outside, without any right of root. A machine that forbids such namespaces cannot run these
 * tests, and they fail with unshare's own words.
 */
import { execFileSync, spawn } from 'node:child_process';
import { userInfo } from 'node:os';

export interface OwnMounts {
  /** As mount(8) takes it. */
  mount: (...args: string[]) => void;
  /** What to start a program with, so that it sees them. */
  wrapper: [string, ...string[]];
  /** A path as it is there, seen from outside. */
  outside: (path: string) => string;
  stop: () => Promise<void>;
}

export async function ownMounts(): Promise<OwnMounts> {
  const holder = spawn('unshare', ['-Urm', 'sh', '-c', 'echo there && exec cat'], {
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
      reject(new Error(`no mounts of our own: ${words}`));
    });
  });
  const pid = String(holder.pid);
  const enter = ['-t', pid, '-U', '-m', '--preserve-credentials'];
  const { uid, gid } = userInfo();
  return {
    mount: (...args) => {
      execFileSync('nsenter', [...enter, 'mount', ...args]);
    },
    wrapper: ['nsenter', ...enter, 'unshare', '-U', `--map-user=${uid}`, `--map-group=${gid}`],
    outside: (path) => `/proc/${pid}/root${path}`,
    stop: async () => {
      holder.stdin.end();
      await ended;
    },
  };
}
