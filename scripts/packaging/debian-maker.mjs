/**
 * Makes the .deb, from what Forge has packaged, with Debian's own dpkg-deb. Forge's maker-deb can place neither man
 * pages nor completions, makes /usr/bin/latchkey a link to Electron, and sets chrome-sandbox setuid root.
 */
import { MakerBase } from '@electron-forge/maker-base';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { controlFile, debianArchitecture } from './debian-control.mjs';
import { COMMANDS, MOVED_FILES, PLACED_FILES } from './debian-files.mjs';
import { buildPackage, placeFiles, run } from './debian-tree.mjs';

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
    await buildPackage({
      file,
      fill: (tree) => fillTree(tree, dir),
      control: (kilobytes) => controlFile({ version, arch: targetArch, kilobytes }),
      scripts: ['postinst', 'postrm'],
      compression: this.config.compression,
    });
    return [file];
  }
}

/** @param {string} tree @param {string} application what Forge has packaged */
async function fillTree(tree, application) {
  await mkdir(join(tree, 'usr/lib'), { recursive: true });
  // Hard links: a quarter of a gigabyte is not worth a copy.
  await run('cp', ['--archive', '--link', application, join(tree, 'usr/lib/latchkey')]);
  await placeFiles(tree, PLACED_FILES, COMMANDS);
  for (const { from, to } of MOVED_FILES) await rename(join(tree, from), join(tree, to));
}
