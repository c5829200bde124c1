/**
 * npm run release -- --key KEY: everything that is given away with a version, in one directory: the packages, their checksums,
 * signatures, and an apt repository. It publishes nothing. docs/release.md says what comes before and after.
 *
 *     --key KEY           the gpg key that signs, by fingerprint or address; gpg asks for its passphrase itself
 *     --out DIR           not there yet; default: out/release/VERSION
 *     --host-only         the host's program alone, which takes no Electron
 *     --any-electron      for a trial, where the official Electron cannot be had: what comes of it says so
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chooseElectron } from './electron/choose-electron.mjs';
import { makeAptRepository } from './releasing/apt-repository.mjs';
import { buildTwice } from './releasing/build-twice.mjs';
import { describeRelease } from './releasing/describe-release.mjs';
import { readyToRelease } from './releasing/ready-to-release.mjs';
import { exportKey, findKey, signSums } from './releasing/sign.mjs';

const checkout = fileURLToPath(new URL('..', import.meta.url));

const { values: options } = parseArgs({
  options: {
    key: { type: 'string' },
    out: { type: 'string' },
    'host-only': { type: 'boolean', default: false },
    'any-electron': { type: 'boolean', default: false },
  },
});

async function release() {
  if (options.key === undefined) throw new Error('it has to be signed: --key KEY');
  const { version, commit, date } = await readyToRelease(checkout);
  const out = resolve(options.out ?? join(checkout, 'out/release', version));
  if (existsSync(out)) throw new Error(`${out} is there already`);
  const key = await findKey(options.key);
  const electron = options['host-only'] ? undefined : await officialElectron();

  console.log(`Latchkey ${version}, commit ${commit}. Building it twice, to compare.`);
  await mkdir(join(checkout, 'out'), { recursive: true });
  const workshop = await mkdtemp(join(checkout, 'out/releasing-'));
  try {
    const packages = await buildTwice({ checkout, workshop, commit, date, electron: electron?.directory });
    console.log('Both builds are the same, byte for byte. Signing.');
    const made = join(workshop, 'release');
    await mkdir(made);
    await exportKey(key, join(made, 'latchkey-archive-keyring.gpg'));
    await makeAptRepository({ packages, directory: join(made, 'apt'), key });
    await describeRelease({ made, packages, version, commit, date, electron, key });
    await signSums({ directory: made, packages, key });
    await mkdir(dirname(out), { recursive: true });
    await rename(made, out);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  console.log(`${out}\nNothing was published: docs/release.md says what comes next.`);
}

async function officialElectron() {
  const electron = await chooseElectron({ official: !options['any-electron'], say: console.log });
  if (!electron.isOfficial) {
    console.log(
      'This Electron is not the official one: what comes of it is for a trial, and not to be given away.',
    );
  }
  return electron;
}

try {
  await release();
} catch (error) {
  console.error(`No release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
