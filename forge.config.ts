/** What `npm run make` (scripts/make.mjs) has Electron Forge do; that script chooses the Electron and says so. */
import type { ForgeConfig } from '@electron-forge/shared-types';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPackagedOn, OUTSIDE_OF_ARCHIVE, packagedDescription } from './scripts/packaging/contents.mjs';
import { DebianMaker } from './scripts/packaging/debian-maker.mjs';
import { compressionFor } from './scripts/packaging/debian-tree.mjs';
import { setFuses } from './scripts/packaging/fuses.mjs';
import { ZipMaker } from './scripts/packaging/zip-maker.mjs';

/** From scripts/make.mjs: a directory with Electron as a zip, its version, and whether it has to be quick. */
const { LATCHKEY_MAKE_IN, LATCHKEY_ELECTRON_VERSION, LATCHKEY_MAKE_QUICKLY } = process.env;
if (LATCHKEY_MAKE_IN === undefined || LATCHKEY_ELECTRON_VERSION === undefined) {
  throw new Error('Packages are made with "npm run make", which chooses the Electron.');
}

const isPackaged = isPackagedOn(process.arch);

const config: ForgeConfig = {
  packagerConfig: {
    name: 'latchkey',
    executableName: 'latchkey',
    electronZipDir: LATCHKEY_MAKE_IN,
    // Its own choice has the same name for every user of the machine.
    tmpdir: LATCHKEY_MAKE_IN,
    // All that is packaged is named, so that there is nothing to prune; and nothing of it is compiled.
    ignore: (path) => !isPackaged(path),
    prune: false,
    asar: { unpack: OUTSIDE_OF_ARCHIVE },
    // bin/launch.sh knows this place: resources/bin.
    extraResource: ['bin'],
  },
  rebuildConfig: { onlyModules: [] },
  makers: [
    new DebianMaker({ compression: compressionFor(LATCHKEY_MAKE_QUICKLY !== undefined) }),
    ...(LATCHKEY_MAKE_QUICKLY === undefined ? [new ZipMaker()] : []),
  ],
  hooks: {
    readPackageJson: (_config, ours) => Promise.resolve(packagedDescription(ours, LATCHKEY_ELECTRON_VERSION)),
    packageAfterExtract: async (_config, directory) => {
      // It was made for its maker alone; the zip would keep that.
      await chmod(directory, 0o755);
      await setFuses(join(directory, 'electron'));
      // It would have to be setuid root to be of use. Chromium's sandbox is made of user namespaces without it.
      await rm(join(directory, 'chrome-sandbox'), { force: true });
    },
  },
};

export default config;
