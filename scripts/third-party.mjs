/**
 * Others' work that the bundles hold: its notices, as the licences ask for, and the same list for programs (CycloneDX 1.6,
 * https://cyclonedx.org/docs/1.6/json/). Taken from what esbuild really put in, so that neither can name too much or too little.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ name: string, version: string, license: string, source: string, text: string }} Package
 * `license`: an SPDX expression. `text`: of its licence files.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;
/** No bundle can hold it: it is packaged as it is (packaging/contents.mjs). */
const BESIDE = ['node_modules/koffi'];

/** SPDX expressions of packages whose package.json has none that is valid, with what it says instead. */
const SPELLED = /** @type {Record<string, string>} */ ({ '["MIT","Apache2"]': 'MIT OR Apache-2.0' });

/** A package of its family whose licence text stands for one that comes without: both have the same author and licence. */
const TEXT_OF = /** @type {Record<string, string>} */ ({
  'react-remove-scroll-bar': 'node_modules/react-remove-scroll',
});

/** @param {Iterable<string>} inputs esbuild's, as seen from the checkout @returns {Package[]} by name */
export function packagesIn(inputs) {
  const directories = new Set(BESIDE);
  for (const input of inputs) {
    const directory = PACKAGE.exec(input)?.[1];
    if (directory !== undefined) directories.add(directory);
  }
  return [...directories].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** @param {string} directory @returns {Package} */
function readPackage(directory) {
  /** @type {{ name: string, version: string, license?: unknown, homepage?: string, repository?: string | { url: string } }} */
  const description = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8'));
  const { name, version, homepage, repository } = description;
  const text = readLicense(directory) || readLicense(TEXT_OF[name] ?? directory);
  const license =
    typeof description.license === 'string'
      ? description.license
      : SPELLED[JSON.stringify(description.license)];
  if (text === '' || license === undefined) {
    throw new Error(`${directory} has no licence that can be named: scripts/third-party.mjs has to know it`);
  }
  const source = typeof repository === 'string' ? repository : (repository?.url ?? homepage ?? '');
  return { name, version, license, source: source.replace(/^git\+/, ''), text };
}

/** @param {string} directory */
function readLicense(directory) {
  const place = join(ROOT, directory);
  const files = readdirSync(place).filter((file) => LICENSE_FILE.test(file));
  return files.map((file) => readFileSync(join(place, file), 'utf8').trim()).join('\n\n');
}

/** @param {readonly Package[]} packages */
export function formatNotices(packages) {
  const head =
    'Latchkey holds the work of others. This is what its programs and its window are built from, each under its own\n' +
    'licence. Electron, and what it holds in turn, has its notices beside its program (LICENSE, LICENSES.chromium.html).\n';
  const entries = packages.map(
    ({ name, version, license, source, text }) =>
      `${'='.repeat(80)}\n${name} ${version} (${license})\n${source}\n\n${text.replaceAll('\r\n', '\n')}\n`,
  );
  return [head, ...entries].join('\n');
}

/** @param {readonly Package[]} packages @param {string} version of Latchkey */
export function formatBillOfMaterials(packages, version) {
  const components = packages.map(({ name, version: of, license, source }) => ({
    type: 'library',
    'bom-ref': urlOf(name, of),
    name,
    version: of,
    licenses: [license.includes(' ') ? { expression: license } : { license: { id: license } }],
    purl: urlOf(name, of),
    ...(source !== '' && { externalReferences: [{ type: 'vcs', url: source }] }),
  }));
  const application = { type: 'application', 'bom-ref': 'latchkey', name: 'latchkey', version };
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...application, licenses: [{ license: { id: 'MIT' } }] } },
    components,
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** https://github.com/package-url/purl-spec @param {string} name @param {string} version */
function urlOf(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** @param {Iterable<string>} inputs @param {string} version */
export async function writeThirdParty(inputs, version) {
  const packages = packagesIn(inputs);
  await writeFile(join(ROOT, 'dist/THIRD-PARTY-NOTICES.txt'), formatNotices(packages));
  await writeFile(join(ROOT, 'dist/latchkey.cdx.json'), formatBillOfMaterials(packages, version));
}
