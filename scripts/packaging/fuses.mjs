/** Electron's fuses: what the packaged program can no longer be talked into. */
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/**
 * The first one stays open: the guard and the command run from cron and sshd, where there is no display, with this
 * Electron as their Node.
 */
const FUSES = {
  [FuseV1Options.RunAsNode]: true,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Electron does not look at this one on Linux yet; there, the files belong to root and dpkg knows their checksums.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/**
 * Fuses that newer Electrons have and this @electron/fuses, the last for Node 20, cannot set. 8 is WasmTrapHandlers:
 * how WebAssembly notices a wrong address, which changes its speed and nothing else.
 */
const AS_SHIPPED = new Set([8]);

/** @param {string} program the Electron that is being packaged */
export async function setFuses(program) {
  const wire = await getCurrentFuseWire(program);
  const present = Object.keys(wire)
    .filter((key) => key !== 'version')
    .map(Number);
  const undecided = present.filter((fuse) => !(fuse in FUSES) && !AS_SHIPPED.has(fuse));
  // A fuse that a newer Electron adds is a decision to make here, not one to inherit.
  if (undecided.length > 0)
    throw new Error(`This Electron has fuses that nobody has decided on: ${undecided.join(', ')}`);
  await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: false, ...FUSES });
}
