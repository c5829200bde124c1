/** The Electron that packages are made with. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { downloadOfficialBuild, findOfficialBuild } from './official-build.mjs';

const SET_UP = fileURLToPath(new URL('../electron-setup.mjs', import.meta.url));

/**
 * @param {{ official: boolean, say: (line: string) => void }} wanted `official`: that one, or none; else what is there
 * @returns {Promise<{ directory: string, version: string, isOfficial: boolean }>}
 */
export async function chooseElectron({ official, say }) {
  const directory = official
    ? (findOfficialBuild() ?? (await downloadOfficialBuild(say)))
    : execFileSync(process.execPath, [SET_UP, '--print-path'], { encoding: 'utf8' }).trim();
  const version = readFileSync(join(directory, 'version'), 'utf8').trim().replace(/^v/, '');
  return { directory, version, isOfficial: directory === findOfficialBuild() };
}
