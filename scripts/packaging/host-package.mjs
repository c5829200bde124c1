/**
 * The Debian package for a backup host alone: the host's program, for the node that the host has. Without Electron it is
 * the same for every kind of machine, so Forge, which packages an Electron, has no part in it.
 */
import { join } from 'node:path';
import { hostControlFile } from './debian-control.mjs';
import { HOST_COMMANDS, HOST_PACKAGE_FILES } from './debian-files.mjs';
import { buildPackage, placeFiles } from './debian-tree.mjs';

/** @param {{ version: string, directory: string, compression: string[] }} made @returns its file */
export async function makeHostPackage({ version, directory, compression }) {
  const file = join(directory, `latchkey-host_${version}_all.deb`);
  await buildPackage({
    file,
    fill: (tree) => placeFiles(tree, HOST_PACKAGE_FILES, HOST_COMMANDS),
    control: (kilobytes) => hostControlFile({ version, kilobytes }),
    compression,
  });
  return file;
}
