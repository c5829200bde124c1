/** Where our other programs and the command are, seen from the application's own bundle. */
import { isAbsolute, join } from 'node:path';
import type { Bundles } from '../settings/bundles';

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
    confined: join(dist, 'confined.mjs'),
    confinedThread: join(dist, 'confined-thread.mjs'),
    host: join(dist, 'latchkey-host.mjs'),
  };
}

export function unpacked(path: string): string {
  return path.replace(/\/app\.asar(?=\/|$)/, '/app.asar.unpacked');
}

/**
 * The `latchkey` command that started us: what timers, autostart and notifications start again.
 * bin/launch.sh says where it is; else it is where a checkout or a package has it, seen from the bundle.
 */
export function launcherPath(directory: string): string {
  const said = process.env.LATCHKEY_LAUNCHER;
  if (said !== undefined && isAbsolute(said)) return said;
  const root = unpacked(join(directory, '../..'));
  return root.endsWith('/app.asar.unpacked') ? join(root, '../bin/latchkey') : join(root, 'bin/latchkey');
}
