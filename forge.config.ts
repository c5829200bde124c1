import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';

/** What the package holds of the project; everything else is left out. */
const PACKAGED = /^\/(dist(\/.*)?|package\.json)?$/;

const config: ForgeConfig = {
  packagerConfig: {
    name: 'latchkey',
    executableName: 'latchkey',
    ignore: (path) => !PACKAGED.test(path),
    // sshd starts the guard, cron the command and a run the host's program: each as a file, which an archive cannot give.
    asar: { unpack: '**/dist/*.mjs' },
    // bin/launch.sh knows this place: resources/bin.
    extraResource: ['bin'],
  },
  // The packages for Debian and others come with the desktop application.
  makers: [],
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      // A fuse that a newer Electron adds is a decision to make here, not one to inherit.
      strictlyRequireAllFuses: true,
      // The one that stays open: the guard and the command run from cron and sshd, where there is no display, with
      // this Electron as their Node.
      [FuseV1Options.RunAsNode]: true,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
};

export default config;
