/**
 * This machine with a Debian package installed, for an ordinary user and for one test: dpkg itself installs and removes
 * it, with the machine's own records of what else is there, and everything it writes goes to a directory of the test.
 *
 * It takes user namespaces and overlays in them (Linux 5.11). Where an administrator forbids those, the test fails and
 * says so: what it shows cannot be shown in another way without root.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgram, type Finished } from './sandbox';

const SCRIPT = fileURLToPath(new URL('private-system.sh', import.meta.url));
const DPKG = '/var/lib/dpkg';
/** Triggers are other packages' caches (icons, man pages), which somebody else's files hold. */
const DPKG_OPTIONS = ['--no-triggers', '--log=/dev/null', '--force-unsafe-io'];
const ROOTS_PATH = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

export interface PrivateSystem {
  /** The program and its arguments, to be started in it as the user who runs the tests. */
  command: (...command: string[]) => [program: string, ...args: string[]];
  run: (environment: Record<string, string>, ...command: string[]) => Promise<Finished>;
  /** As its root, who owns what the package may write to, and nothing else. */
  runAsRoot: (...command: string[]) => Promise<Finished>;
  dpkg: (...args: string[]) => Promise<Finished>;
  /** All paths in /usr and in dpkg's records, sorted. */
  listFiles: () => Promise<string[]>;
  remove: () => void;
}

/** @param deb the package that will be installed in it */
export function makePrivateSystem(deb: string): PrivateSystem {
  const directory = mkdtempSync(join(tmpdir(), 'lk-system-'));
  const upper = join(directory, 'upper');
  for (const place of ['usr', DPKG]) mkdirSync(join(directory, 'scratch', place), { recursive: true });
  // A directory in both layers has the owner of the upper one: this is where the package may be put.
  for (const path of [...directoriesIn(deb), ...dpkgDirectories()]) {
    if (existsSync(path)) mkdirSync(join(upper, path), { recursive: true });
  }
  for (const lock of ['lock', 'lock-frontend', 'triggers/Lock', 'triggers/Unincorp']) {
    writeFileSync(join(upper, DPKG, lock), '');
  }
  // dpkg keeps the old one by a hard link, which nobody may make to another's file.
  copyFileSync(join(DPKG, 'status'), join(upper, DPKG, 'status'));

  const command = (who: 'root' | 'user', words: string[]): [string, ...string[]] => [
    'sh',
    SCRIPT,
    directory,
    who,
    ...words,
  ];
  const start = (
    [program, ...args]: [string, ...string[]],
    environment: Record<string, string>,
  ): Promise<Finished> => startProgram(program, args, environment).finished;
  const runAsRoot = (...words: string[]): Promise<Finished> => start(command('root', words), ROOTS_PATH);
  return {
    command: (...words) => command('user', words),
    run: (environment, ...words) => start(command('user', words), environment),
    runAsRoot,
    dpkg: (...args) => runAsRoot('dpkg', ...DPKG_OPTIONS, ...args),
    listFiles: async () => {
      const found = await runAsRoot('find', '/usr', join(DPKG, 'info'));
      // What another user has closed cannot be listed, before and after alike.
      return found.stdout.split('\n').sort();
    },
    remove: () => {
      // The kernel keeps its own directories in there, with no permission for anybody.
      execFileSync('chmod', ['-R', 'u+rwX', directory]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function directoriesIn(deb: string): string[] {
  return execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.startsWith('d'))
    .map((line) => line.replace(/^.*? \.\//, '/'));
}

function dpkgDirectories(): string[] {
  return [
    DPKG,
    ...readdirSync(DPKG, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [join(entry.parentPath, entry.name)] : [],
    ),
  ];
}
