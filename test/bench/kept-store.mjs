/** A store to look back into: one real backup, and days before it that are made beside it. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { followAfterwork } from './afterwork.mjs';
import { measure } from './measure.mjs';

export const CLI = fileURLToPath(new URL('../../dist/latchkey.mjs', import.meta.url));
const DAY_MS = 86_400_000;

/** @typedef {{ store: string, machine: string, snapshot: string, env: NodeJS.ProcessEnv }} Kept */

/** By the real program, and read through by its host afterwards. @param {string} work @param {string} source @returns {Promise<Kept>} */
export async function backUp(work, source) {
  const home = join(work, 'home');
  const store = join(home, 'store');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const env = {
    ...{ HOME: home, PATH: process.env.PATH, TMPDIR: work },
    ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') },
  };
  measure([process.execPath, CLI, '--init', '--local', store, '--keep', 'all', '--root', source], { env });
  // All of it, as the others have it.
  writeFileSync(join(home, 'config/latchkey/exclude'), '');
  measure([process.execPath, CLI, '--run', '--quiet'], { env });
  await followAfterwork(store);
  const machine = readdirSync(store)[0] ?? '';
  const snapshot = readdirSync(join(store, machine)).find((name) => /^\d{4}-/.test(name)) ?? '';
  return { store, machine, snapshot, env };
}

/** @param {Kept} kept @param {string} store @param {string} snapshot @returns {string} its directory, with a record in it */
export function makeSnapshot(kept, store, snapshot) {
  const directory = join(store, kept.machine, snapshot);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  cpSync(join(kept.store, kept.machine, kept.snapshot, 'snapshot.json'), join(directory, 'snapshot.json'));
  return directory;
}

/** Of so many days, the oldest first. @param {number} count */
export function snapshotNames(count) {
  const start = Date.UTC(2024, 0, 1);
  return Array.from({ length: count }, (_, index) =>
    new Date(start + index * DAY_MS)
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
      .replaceAll(':', ''),
  );
}
