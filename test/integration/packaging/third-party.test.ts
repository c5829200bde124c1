/** Others' work is named: what esbuild put into the bundles, held against the notices and the bill of materials in dist/. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { packagesIn } from '../../../scripts/third-party.mjs';
import { PROJECT } from '../../helpers/sandbox';

interface Component {
  name: string;
  version: string;
  purl: string;
  licenses: ({ license: { id: string } } | { expression: string })[];
}

const notices = readFileSync(join(PROJECT, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
const bill = JSON.parse(readFileSync(join(PROJECT, 'dist/latchkey.cdx.json'), 'utf8')) as {
  bomFormat: string;
  specVersion: string;
  components: Component[];
};
/** `react@19.3.1`, of all that two of the bundles hold: one of Node's side, one of the window's. */
let bundled: string[];

beforeAll(async () => {
  const { metafile } = await build({
    absWorkingDir: PROJECT,
    entryPoints: ['electron/main/main.ts', 'renderer/main.tsx'],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'dist/never-written',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    external: ['electron', 'koffi'],
    // As in scripts/build.mjs.
    alias: { 'when-exit': join(PROJECT, 'scripts/when-exit.mjs') },
  });
  const directories = Object.keys(metafile.inputs).flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? [],
  );
  bundled = [...new Set(directories)].map((directory) => {
    const { name, version } = JSON.parse(
      readFileSync(join(PROJECT, directory, 'package.json'), 'utf8'),
    ) as Component;
    return `${name}@${version}`;
  });
});

test('every package in a bundle is named with its version, licence and text', () => {
  expect(bundled.length).toBeGreaterThan(30);
  const named = bill.components.map(({ name, version }) => `${name}@${version}`);
  expect(bundled.filter((one) => !named.includes(one))).toEqual([]);
  for (const { name, version } of bill.components) expect(notices).toContain(`\n${name} ${version} (`);
  // What no bundle can hold is packaged beside them.
  expect(named.some((one) => one.startsWith('koffi@'))).toBe(true);
});

test('nothing is named that is not inside: no test, no build tool', () => {
  const names = bill.components.map(({ name }) => name);
  for (const tool of ['vitest', 'esbuild', 'typescript', 'fast-check', 'electron'])
    expect(names).not.toContain(tool);
});

test('the bill of materials is CycloneDX, sorted, and the same each time', () => {
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  const names = bill.components.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  for (const { purl, licenses } of bill.components) {
    expect(purl).toMatch(/^pkg:npm\/(%40[^/]+\/)?[^/@]+@\d+\.\d+\.\d+/);
    expect(licenses).toHaveLength(1);
  }
});

test('a package without a licence that can be named ends the build', () => {
  const place = mkdtempSync(join(tmpdir(), 'lk-licence-'));
  try {
    const directory = join(place, 'node_modules/nameless');
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'package.json'), '{"name":"nameless","version":"1.0.0","license":"MIT"}');
    const input = relative(PROJECT, join(directory, 'index.js'));
    expect(() => packagesIn([input])).toThrow('nameless has no licence that can be named');
    writeFileSync(join(directory, 'LICENSE'), 'Do as you like.');
    expect(packagesIn([input]).find(({ name }) => name === 'nameless')).toMatchObject({
      text: 'Do as you like.',
    });
  } finally {
    rmSync(place, { recursive: true });
  }
});
