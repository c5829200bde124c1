/**
 * Makes the zip, from what Forge has packaged, by zip itself. Forge's own maker leaves the order to the file system and keeps
 * the times and the numbers of whoever made it.
 */
import { MakerBase } from '@electron-forge/maker-base';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { tidyUp } from './tidy-tree.mjs';

/** @extends {MakerBase<Record<string, never>>} */
export class ZipMaker extends MakerBase {
  name = 'zip';
  /** @override */
  requiredExternalBinaries = ['zip'];
  defaultPlatforms = /** @type {NodeJS.Platform[]} */ (['linux']);

  /** @override */
  isSupportedOnCurrentPlatform() {
    return process.platform === 'linux';
  }

  /** @override @param {import('@electron-forge/maker-base').MakerOptions} options */
  async make({ dir, makeDir, packageJSON, targetPlatform, targetArch }) {
    /** @type {{ version: string }} */
    const { version } = packageJSON;
    const name = basename(dir);
    const file = join(makeDir, 'zip', targetPlatform, targetArch, `${name}-${version}.zip`);
    await mkdir(dirname(file), { recursive: true });
    await tidyUp(dir);
    const entries = (await readdir(dir, { recursive: true })).sort().map((path) => join(name, path));
    // Without the extra fields, by names from stdin; a zip has times of day, without a zone.
    await execa('zip', ['-q', '-X', '-y', file, '-@'], {
      cwd: dirname(dir),
      input: `${[name, ...entries].join('\n')}\n`,
      env: { TZ: 'UTC' },
    });
    return [file];
  }
}
