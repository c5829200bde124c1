/** The `latchkey` command that started us: what timers, autostart and notifications start again. */
import { isAbsolute, join } from 'node:path';
import { unpacked } from './bundles';

/** bin/launch.sh says where it is; else it is where a checkout or a package has it, seen from the bundle. */
export function launcherPath(directory: string): string {
  const said = process.env.LATCHKEY_LAUNCHER;
  if (said !== undefined && isAbsolute(said)) return said;
  const root = unpacked(join(directory, '../..'));
  return root.endsWith('/app.asar.unpacked') ? join(root, '../bin/latchkey') : join(root, 'bin/latchkey');
}
