/** The Electron that is measured, and a home in which Latchkey is set up. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export function electronProgram() {
  const setup = join(CHECKOUT, 'scripts/electron-setup.mjs');
  const dist = execFileSync(process.execPath, [setup, '--print-path'], { encoding: 'utf8' }).trim();
  return join(dist, 'electron');
}

/**
 * A person's own state: set up, and all of it in `work`.
 *
 * @param {string} work
 * @param {Record<string, string>} environment of the desktop
 * @param {string} root what is backed up
 * @returns {Record<string, string>} the environment of that person's programs
 */
export function setUpHome(work, environment, root) {
  const config = join(work, 'home/config/latchkey');
  mkdirSync(config, { recursive: true });
  mkdirSync(join(work, 'home/store'));
  const settings = {
    schemaVersion: 2,
    host: { kind: 'local', directory: join(work, 'home/store') },
    roots: [root],
    schedule: { kind: 'daily', at: '22:00' },
  };
  writeFileSync(join(config, 'settings.json'), JSON.stringify(settings));
  return {
    ...environment,
    HOME: join(work, 'home'),
    XDG_CONFIG_HOME: join(work, 'home/config'),
    XDG_STATE_HOME: join(work, 'home/state'),
    XDG_RUNTIME_DIR: join(work, 'home'),
  };
}
