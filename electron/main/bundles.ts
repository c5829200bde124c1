/** Where our other programs are, seen from the application's own bundle. */
import { join } from 'node:path';
import type { Bundles } from '../run/run-context';

/**
 * sshd and the kernel start files, and know nothing of Electron's archives: what lies in `app.asar` is started from
 * the directory beside it, where the package keeps these programs unpacked (forge.config.ts).
 *
 * @param directory the bundle's own: `dist/app`
 */
export function bundlesFrom(directory: string): Bundles {
  const dist = unpacked(join(directory, '..'));
  return {
    runtime: process.execPath,
    guard: join(dist, 'guard.mjs'),
    host: join(dist, 'latchkey-host.mjs'),
  };
}

export function unpacked(path: string): string {
  return path.replace(/\/app\.asar(?=\/|$)/, '/app.asar.unpacked');
}
