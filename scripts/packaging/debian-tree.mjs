/** A Debian package from a tree of files, by Debian's own dpkg-deb, the same whoever makes it and wherever. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { tidyUp } from './tidy-tree.mjs';

export const run = promisify(execFile);
/** dpkg-deb's options: small for people, quick for tests. @param {boolean} quickly */
export const compressionFor = (quickly) => (quickly ? ['-Znone'] : ['-Zxz', '-z2']);

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @typedef {{
 *   file: string,
 *   fill: (tree: string) => Promise<void>,
 *   control: (kilobytes: number) => string,
 *   scripts?: string[],
 *   compression: string[],
 * }} DebianPackage `scripts`: dpkg's, by their names in packaging/debian
 */

/** @param {DebianPackage} made */
export async function buildPackage({ file, fill, control, scripts = [], compression }) {
  await mkdir(dirname(file), { recursive: true });
  const tree = await mkdtemp(join(dirname(file), 'debian-'));
  try {
    await fill(tree);
    const sums = await md5sums(tree);
    const kilobytes = await tidyUp(tree);
    await put(join(tree, 'DEBIAN/control'), control(kilobytes));
    await put(join(tree, 'DEBIAN/md5sums'), sums);
    for (const script of scripts) {
      await put(join(tree, 'DEBIAN', script), await readFile(join(CHECKOUT, 'packaging/debian', script)));
      await chmod(join(tree, 'DEBIAN', script), 0o755);
    }
    await tidyUp(tree);
    // Root owns the files in the archive, whoever makes it.
    await run('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, file]);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

/**
 * @param {string} tree @param {readonly import('./debian-files.mjs').PlacedFile[]} files
 * @param {readonly { link: string, to: string }[]} links
 */
export async function placeFiles(tree, files, links) {
  for (const { from, to, gzip } of files) {
    const content = await readFile(join(CHECKOUT, from));
    await put(join(tree, to), gzip ? gzipSync(content, { level: 9 }) : content);
    await chmod(join(tree, to), (await stat(join(CHECKOUT, from))).mode & 0o777);
  }
  for (const { link, to } of links) {
    await mkdir(dirname(join(tree, link)), { recursive: true });
    await symlink(to, join(tree, link));
  }
}

/** What `dpkg --verify` compares with (deb-md5sums(5)). @param {string} tree */
async function md5sums(tree) {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  let sums = '';
  for (const file of files.sort()) {
    const sum = createHash('md5').update(await readFile(file));
    sums += `${sum.digest('hex')}  ${relative(tree, file)}\n`;
  }
  return sums;
}

/** @param {string} file @param {string | Buffer} content */
async function put(file, content) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
