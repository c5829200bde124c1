/** What of the checkout the package holds: the built programs, and the one npm package that no bundle can hold. */

/** Our programs, except for the source maps that somebody may have built. */
const PROGRAMS = /^\/(package\.json|dist(\/.*(?<!\.map))?)$/;

/** koffi without its C++ sources; its binary is in a package of its own, one for each kind of machine. */
const KOFFI =
  /^\/node_modules\/koffi(\/(package\.json|LICENSE\.txt|index\.c?js|src(\/koffi(\/index\.c?js|\/src(\/static\.c?js)?)?)?))?$/;

/** @param {string} arch */
function koffiBinary(arch) {
  const directory = `/node_modules/@koromix/koffi-linux-${arch}`;
  // The other binary in there is for musl, which Electron does not run on.
  const files = ['', '/package.json', '/index.js', `/linux_${arch}`, `/linux_${arch}/koffi.node`];
  return new Set(['/node_modules/@koromix', ...files.map((file) => `${directory}${file}`)]);
}

/** @param {string} arch as Node names it @returns {(path: string) => boolean} of a path that begins at the checkout's root */
export function isPackagedOn(arch) {
  const binary = koffiBinary(arch);
  return (path) =>
    path === '' || path === '/node_modules' || PROGRAMS.test(path) || KOFFI.test(path) || binary.has(path);
}

/**
 * sshd starts the guard, cron the command and a run the host's program: each as a file, which an archive cannot give.
 * koffi lies beside them, because they look for it from where they are; and so do the notices of others' work, which
 * the person's own program opens.
 */
export const OUTSIDE_OF_ARCHIVE = '{**/dist/*.mjs,**/dist/THIRD-PARTY-NOTICES.txt,**/node_modules/**}';

/**
 * The package's own package.json. Of what is in ours, the application needs no more; `electron` is the one it is
 * packaged with, which is where Forge takes its version from.
 *
 * @param {Record<string, unknown>} ours @param {string} electron
 */
export function packagedDescription({ name, version, description, license, type, main }, electron) {
  return { name, version, description, license, type, main, devDependencies: { electron } };
}
