/** Checksums and signatures, by gpg; each is checked with the exported key alone, as who downloads them does. */
import { createHash } from 'node:crypto';
import { link, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';

/** @param {string} wanted as gpg --local-user takes it @returns the fingerprint of a secret key that is there */
export async function findKey(wanted) {
  const found = await execa('gpg', ['--batch', '--with-colons', '--list-secret-keys', '--', wanted], {
    reject: false,
  });
  const fingerprints = [...found.stdout.matchAll(/^sec:(?:.*\n)*?fpr:+([0-9A-F]{40}):/gm)].map(
    ([, one]) => one,
  );
  const [fingerprint] = fingerprints;
  if (fingerprint === undefined) throw new Error(`gpg has no secret key ${wanted}`);
  if (fingerprints.length > 1)
    throw new Error(`gpg has several secret keys ${wanted}: ${fingerprints.join(', ')}`);
  return fingerprint;
}

/** As apt's signed-by and gpgv read it: not armored. @param {string} key @param {string} file */
export async function exportKey(key, file) {
  const { stdout } = await execa('gpg', ['--batch', '--export', '--export-options', 'export-minimal', key], {
    encoding: 'buffer',
  });
  await writeFile(file, stdout);
}

/** @param {string} key @param {string} file @param {string} signature where it goes @param {'--detach-sign' | '--clear-sign'} how */
export async function sign(key, file, signature, how = '--detach-sign') {
  // Without --batch: gpg's agent may have to ask for a passphrase.
  await execa('gpg', ['--local-user', key, '--armor', how, '--output', signature, '--', file], {
    ...{ stdin: 'inherit', stdout: 'inherit' },
  });
}

/**
 * Puts the packages there, each with its signature, and writes the checksums of all that people download by hand.
 *
 * @param {{ directory: string, packages: readonly string[], key: string }} made
 */
export async function signSums({ directory, packages, key }) {
  for (const file of packages) {
    const copy = join(directory, basename(file));
    await link(file, copy);
    await sign(key, copy, `${copy}.asc`);
  }
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.flatMap((entry) =>
    entry.isFile() && !entry.name.endsWith('.asc') ? entry.name : [],
  );
  let sums = '';
  for (const name of names.sort()) {
    const sum = createHash('sha256').update(await readFile(join(directory, name)));
    sums += `${sum.digest('hex')}  ${name}\n`;
  }
  const file = join(directory, 'SHA256SUMS');
  await writeFile(file, sums);
  await sign(key, file, `${file}.asc`);
  const keyring = join(directory, 'latchkey-archive-keyring.gpg');
  for (const signed of [...packages.map((each) => join(directory, basename(each))), file]) {
    await execa('gpgv', ['--keyring', keyring, `${signed}.asc`, signed]);
  }
}
