/** RELEASE.txt: what this is, and what it takes to build the same again. */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';

/**
 * @param {{
 *   made: string, packages: readonly string[], version: string, commit: string, date: number, key: string,
 *   electron: { version: string, isOfficial: boolean } | undefined,
 * }} release
 */
export async function describeRelease({ made, packages, version, commit, date, key, electron }) {
  const { stdout: dpkg } = await execa('dpkg-query', ['--show', '--showformat=${Version}', 'dpkg']);
  const lines = [
    `Latchkey ${version}`,
    '',
    ...(electron?.isOfficial === false
      ? ['FOR A TRIAL: its Electron is not the official one. Not to be given away.', '']
      : []),
    `commit             ${commit}`,
    `SOURCE_DATE_EPOCH  ${date}`,
    `built with         Node.js ${process.versions.node}, dpkg ${dpkg}, the npm packages of package-lock.json`,
    ...(electron === undefined
      ? []
      : [
          `Electron           ${electron.version}, ${electron.isOfficial ? 'as its makers publish it' : 'not the official one'}`,
        ]),
    `signed by          ${key} (latchkey-archive-keyring.gpg)`,
    '',
    'Built twice, in other directories, with other umasks, time zones and languages; both builds had the same bytes:',
    ...packages.map((file) => `  ${basename(file)}`),
    '',
    '  gpgv --keyring ./latchkey-archive-keyring.gpg SHA256SUMS.asc SHA256SUMS && sha256sum --check SHA256SUMS',
    '',
  ];
  await writeFile(join(made, 'RELEASE.txt'), lines.join('\n'));
}
