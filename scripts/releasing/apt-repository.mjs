/**
 * A repository that apt reads, signed (https://wiki.debian.org/DebianRepository/Format), by apt's own apt-ftparchive: one
 * distribution, one component, and all of it plain files, which any web server serves.
 */
import { link, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { sign } from './sign.mjs';

const SUITE = 'stable';
/** Each has an index of its own, since the host's program is for all of them. */
const ARCHITECTURES = ['amd64', 'arm64', 'armhf', 'i386', 'ppc64el', 'riscv64', 's390x'];
const FIELDS = {
  ...{ Origin: 'Latchkey', Label: 'Latchkey', Suite: SUITE, Codename: SUITE, Components: 'main' },
  Architectures: ARCHITECTURES.join(' '),
  Description: 'Latchkey, which lets its backup host in once, to read',
};

/** @param {{ packages: readonly string[], directory: string, key: string }} made `directory`: not there yet */
export async function makeAptRepository({ packages, directory, key }) {
  const pool = 'pool/main/l/latchkey';
  await mkdir(join(directory, pool), { recursive: true });
  for (const file of packages.filter((each) => each.endsWith('.deb'))) {
    await link(file, join(directory, pool, basename(file)));
  }
  for (const architecture of ARCHITECTURES) {
    const index = join(directory, `dists/${SUITE}/main/binary-${architecture}`);
    await mkdir(index, { recursive: true });
    const { stdout } = await execa('apt-ftparchive', ['--arch', architecture, 'packages', pool], {
      cwd: directory,
    });
    const text = `${stdout}\n`;
    await writeFile(join(index, 'Packages'), text);
    await writeFile(join(index, 'Packages.gz'), gzipSync(text, { level: 9 }));
  }
  const dist = join(directory, 'dists', SUITE);
  const fields = Object.entries(FIELDS).flatMap(([name, value]) => [
    '-o',
    `APT::FTPArchive::Release::${name}=${value}`,
  ]);
  // Its Date is now, and not the commit's: apt takes an older one than it has seen for an attack.
  const { stdout } = await execa('apt-ftparchive', [...fields, 'release', '.'], { cwd: dist });
  const file = join(dist, 'Release');
  await writeFile(file, `${stdout}\n`);
  await sign(key, file, `${file}.gpg`);
  await sign(key, file, join(dist, 'InRelease'), '--clear-sign');
}
