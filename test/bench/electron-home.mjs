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
 * A person's own state: set up, with a good backup of three hours ago, and all of it in `work`.
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
  const state = join(work, 'home/state/latchkey');
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, 'history.jsonl'), `${JSON.stringify(goodRun(settings.host.directory, root))}\n`);
  return {
    ...environment,
    HOME: join(work, 'home'),
    XDG_CONFIG_HOME: join(work, 'home/config'),
    XDG_STATE_HOME: join(work, 'home/state'),
    XDG_RUNTIME_DIR: join(work, 'home'),
  };
}

/** @param {string} host @param {string} root */
function goodRun(host, root) {
  const startedAt = Date.now() - 3 * 3_600_000;
  const totals = { files: 51_284, bytes: 96e9, transferredFiles: 312, transferredBytes: 1.2e9, seconds: 238 };
  const snapshot = { snapshot: '2026-01-02T030405Z', base: '2026-01-01T030405Z' };
  return {
    schemaVersion: 1,
    id: 'bench',
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(startedAt + 240_000).toISOString(),
    ...{ host, roots: [root], refused: { commands: 0, reasons: [], peers: [] }, result: 'completed' },
    acknowledged: { ...snapshot, totals, unreadable: { count: 0, paths: [] }, vanished: 0 },
  };
}
