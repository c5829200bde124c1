import { accessSync, constants } from 'node:fs';

/** The environment that programs get: an allow-list, so that nothing of ours or the desktop's leaks into them. */
const PASSED_ON = [
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_RUNTIME_DIR',
  // ssh finds the user's agent and Kerberos ticket by these; both are how people log in to their host.
  'SSH_AUTH_SOCK',
  'KRB5CCNAME',
];

const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin';

/** `LC_ALL=C`, because the words of ssh and rsync are read by programs here, not by people. */
export function programEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const environment: Record<string, string> = { PATH: SYSTEM_PATH, LC_ALL: 'C' };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, ...extra };
}

/** One that was removed under us, such as a disk's, or is closed to this user, as root's own to `sudo -u`, keeps nothing from being started. */
export function currentDirectory(): string {
  try {
    const directory = process.cwd();
    accessSync(directory, constants.X_OK);
    return directory;
  } catch {
    return '/';
  }
}

/** For a bundle of ours that the runtime starts, which may be an Electron. */
export function asPlainNode(): Record<string, string> {
  return 'electron' in process.versions ? { ELECTRON_RUN_AS_NODE: '1' } : {};
}

export const PROGRAM_DIRECTORIES = SYSTEM_PATH.split(':');
