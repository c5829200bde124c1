/**
 * npm run make: packages Latchkey, as a .deb and a zip, and its host's program, as a .deb, into out/make. Nothing is fetched but the Electron, and that
 * only where it is not there yet.
 *
 *     npm run make -- --official   with the Electron that package.json names, or not at all: for what people get
 *     npm run make -- --quick      for tests: what is built already, not compressed, no zip
 *     npm run make -- --host-only  the host's program alone, which takes no Electron
 *     npm run make -- --out DIR    somewhere else
 */
import { api } from '@electron-forge/core';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chooseElectron } from './electron/choose-electron.mjs';
import { compressionFor } from './packaging/debian-tree.mjs';
import { makeHostPackage } from './packaging/host-package.mjs';

const checkout = fileURLToPath(new URL('..', import.meta.url));

const { values: options } = parseArgs({
  options: {
    official: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    'host-only': { type: 'boolean', default: false },
    out: { type: 'string', default: join(checkout, 'out') },
  },
});

/** Forge takes its Electron as a zip only. @param {string} electron @param {string} version @param {string} directory */
function zipElectron(electron, version, directory) {
  const zip = join(directory, `electron-v${version}-linux-${process.arch}.zip`);
  // Stored, not compressed: it is unpacked at once. The manifest is that of the cache (electron/build-cache.mjs).
  execFileSync('zip', ['-q', '-0', '-r', '-y', zip, '.', '-x', 'latchkey-manifest.json'], { cwd: electron });
}

async function make() {
  if (!options.quick)
    execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
  const out = resolve(options.out);
  /** @type {{ version: string }} */
  const { version } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8'));
  const directory = join(out, 'make');
  await say(await makeHostPackage({ version, directory, compression: compressionFor(options.quick) }));
  if (!options['host-only']) await makeApplication(out);
}

/** @param {string} out */
async function makeApplication(out) {
  const electron = await chooseElectron({ official: options.official, say: console.log });
  const { directory, version } = electron;
  if (!electron.isOfficial) {
    console.log(
      'This Electron may not be the official one: for tests. What people get is made with --official.',
    );
  }
  console.log(`Packaging with Electron ${version} from ${directory}`);

  // Outside of the checkout, which Forge copies into it.
  const workshop = await mkdtemp(join(tmpdir(), 'latchkey-make-'));
  try {
    zipElectron(directory, version, workshop);
    process.env.LATCHKEY_MAKE_IN = workshop;
    process.env.LATCHKEY_ELECTRON_VERSION = version;
    if (options.quick) process.env.LATCHKEY_MAKE_QUICKLY = 'yes';
    const results = await api.make({ dir: checkout, outDir: out, platform: 'linux', arch: process.arch });
    for (const file of results.flatMap(({ artifacts }) => artifacts)) await say(file);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function say(file) {
  const { size } = await stat(file);
  console.log(`${file}  ${size < 1e6 ? `${Math.round(size / 1e3)} kB` : `${Math.round(size / 1e6)} MB`}`);
}

try {
  await make();
} catch (error) {
  console.error(`No packages: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
