/**
 * Makes the .deb, from what Forge has packaged, with Debian's own dpkg-deb. Forge's maker-deb can place neither man
 * pages nor completions, makes /usr/bin/latchkey a link to Electron, and sets chrome-sandbox setuid root.
 */
import { MakerBase } from '@electron-forge/maker-base';
import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { controlFile, debianArchitecture } from './debian-control.mjs';
import { COMMANDS, MOVED_FILES, PLACED_FILES } from './debian-files.mjs';

const run = promisify(execFile);
const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPTS = ['postinst', 'postrm'];
/** Loaded, not started, however their makers have marked them. */
const LOADED = /\.(so(\.\d+)*|cjs)$/;

/** @extends {MakerBase<{ compression: string[] }>} */
export class DebianMaker extends MakerBase {
  name = 'debian';
  /** @override */
  requiredExternalBinaries = ['dpkg-deb'];
  defaultPlatforms = /** @type {NodeJS.Platform[]} */ (['linux']);

  /** @override */
  isSupportedOnCurrentPlatform() {
    return process.platform === 'linux';
  }

  /** @override @param {import('@electron-forge/maker-base').MakerOptions} options */
  async make({ dir, makeDir, packageJSON, targetArch }) {
    /** @type {{ version: string }} */
    const { version } = packageJSON;
    const file = join(makeDir, `latchkey_${version}_${debianArchitecture(targetArch)}.deb`);
    await mkdir(makeDir, { recursive: true });
    const tree = await mkdtemp(join(makeDir, 'debian-'));
    try {
      await fillTree(tree, dir);
      const kilobytes = await tidyUp(tree);
      await writeControl(tree, controlFile({ version, arch: targetArch, kilobytes }));
      // Root owns the files in the archive, whoever makes it.
      await run('dpkg-deb', ['--root-owner-group', ...this.config.compression, '--build', tree, file]);
    } finally {
      await rm(tree, { recursive: true, force: true });
    }
    return [file];
  }
}

/** @param {string} tree @param {string} application what Forge has packaged */
async function fillTree(tree, application) {
  await mkdir(join(tree, 'usr/lib'), { recursive: true });
  // Hard links: a quarter of a gigabyte is not worth a copy.
  await run('cp', ['--archive', '--link', application, join(tree, 'usr/lib/latchkey')]);
  for (const { from, to, gzip } of PLACED_FILES) {
    const content = await readFile(join(CHECKOUT, from));
    await put(join(tree, to), gzip ? gzipSync(content, { level: 9 }) : content);
  }
  for (const { link, to } of COMMANDS) {
    await mkdir(dirname(join(tree, link)), { recursive: true });
    await symlink(to, join(tree, link));
  }
  for (const { from, to } of MOVED_FILES) await rename(join(tree, from), join(tree, to));
}

/** @param {string} tree @param {string} control */
async function writeControl(tree, control) {
  await put(join(tree, 'DEBIAN/control'), control);
  for (const script of SCRIPTS) {
    await put(join(tree, 'DEBIAN', script), await readFile(join(CHECKOUT, 'packaging/debian', script)));
    await chmod(join(tree, 'DEBIAN', script), 0o755);
  }
}

/** @param {string} file @param {string | Buffer} content */
async function put(file, content) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/**
 * The same modes, whatever the umask and the checkout's own: everybody may read, programs may be started, nothing is
 * setuid. Gives the kilobytes that it all takes.
 *
 * @param {string} tree
 */
async function tidyUp(tree) {
  await chmod(tree, 0o755);
  let bytes = 0;
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const { mode, size } = await stat(path);
    const isProgram = (mode & 0o100) !== 0 && !LOADED.test(entry.name);
    await chmod(path, entry.isDirectory() || isProgram ? 0o755 : 0o644);
    bytes += size;
  }
  return Math.ceil(bytes / 1024);
}
