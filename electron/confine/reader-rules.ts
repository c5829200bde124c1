/** What the programs that serve one connection may reach: the roots, the run's directory, and what they need to run. */
import { dirname } from 'node:path';
import type { PathRule } from './landlock';

export interface Reader {
  /** node, or an Electron that runs as node. */
  runtime: string;
  guard: string;
  /** Those that are started besides: sshd, the login shell, rsync, ionice. */
  programs: readonly string[];
}

/** Programs and libraries of the system, of Nix, Guix and Homebrew. Nobody's own files. */
const SYSTEM = [
  ...['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'],
  ...['/nix/store', '/gnu/store', '/home/linuxbrew/.linuxbrew'],
];

/** What libraries, shells and sshd look into: who is who, how names are found, the loader's cache. */
const CONFIGURATION = [
  ...['passwd', 'group', 'nsswitch.conf', 'login.defs', 'shells', 'environment', 'localtime', 'static'],
  ...['ld.so.cache', 'ld.so.preload', 'ssl', 'pki', 'crypto-policies', 'gnutls', 'selinux'],
  // Without them, an sshd with TCP wrappers refuses everybody.
  ...['hosts.allow', 'hosts.deny'],
  ...['hosts', 'host.conf', 'resolv.conf', 'gai.conf', 'services'],
  ...['zsh', 'zshenv', 'csh.cshrc', 'csh.login', 'fish', 'userdb'],
].map((name) => `/etc/${name}`);

/** Names of a directory service, as sssd and systemd-homed keep them; and what tells how many processors and how much memory there are. */
const STATE = [
  ...['/var/lib/sss/mc', '/run/systemd/userdb', '/run/userdb'],
  ...['meminfo', 'cpuinfo', 'stat', 'filesystems', 'sys'].map((name) => `/proc/${name}`),
  ...['/sys/devices/system/cpu', '/sys/fs/cgroup', '/sys/kernel/mm'],
  ...['/dev/urandom', '/dev/random', '/dev/zero'],
];

/** What is to be read in this run, and what it takes to read it. */
export function readerRules(roots: readonly string[], runDirectory: string, reader: Reader): PathRule[] {
  return [
    ...[...roots, runDirectory].map((path) => ({ path, may: 'read' as const })),
    ...programRules(reader),
  ];
}

/** The same in each run. */
export function programRules({ runtime, guard, programs }: Reader): PathRule[] {
  const isElectron = 'electron' in process.versions;
  return [
    ...[guard, ...CONFIGURATION, ...STATE].map((path) => ({ path, may: 'read' as const })),
    // An Electron has its libraries beside it.
    ...[...SYSTEM, runtime, ...(isElectron ? [dirname(runtime)] : []), ...programs].map((path) => ({
      path,
      may: 'run' as const,
    })),
    { path: '/dev/null', may: 'write' },
  ];
}
