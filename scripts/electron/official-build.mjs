/**
 * The Electron that the `electron` package names, downloaded in its own way into node_modules/electron/dist. The
 * package does so by itself at its first start; it is asked for here, ahead and under a time limit, because in a
 * network that swallows packets it would wait for minutes.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';

const ANSWER_WITHIN_MS = 5_000;
const DOWNLOAD_WITHIN_MS = 240_000;

function readElectronPackage() {
  const file = createRequire(import.meta.url).resolve('electron/package.json');
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(file, 'utf8'));
  return { directory: dirname(file), version };
}

/** The directory of the official build, where it is unpacked already. */
export function findOfficialBuild() {
  const { directory, version } = readElectronPackage();
  const dist = join(directory, 'dist');
  // path.txt is what the package writes last.
  const parts = [join(directory, 'path.txt'), join(dist, 'electron'), join(dist, 'version')];
  if (!parts.every((part) => existsSync(part))) return undefined;
  return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') === version ? dist : undefined;
}

/** @param {(line: string) => void} say */
export async function downloadOfficialBuild(say) {
  const { directory, version } = readElectronPackage();
  await requireAnswer(version);
  say(`Downloading Electron ${version}.`);
  // Its own words go to stderr: stdout is for the path alone.
  const child = spawn(process.execPath, [join(directory, 'install.js')], {
    stdio: ['ignore', 2, 2],
    timeout: DOWNLOAD_WITHIN_MS,
  });
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const build = findOfficialBuild();
  if (status !== 0 || build === undefined) throw new Error('its download failed');
  return build;
}

/** Asks where the package will ask, without following to where the file is. @param {string} version */
async function requireAnswer(version) {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  const url = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  const { status } = await fetch(url, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch(() => {
    throw new Error('no answer from where it is published');
  });
  if (status >= 400) throw new Error(`where it is published answers ${status}`);
}
