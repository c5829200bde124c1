/**
 * `npm run bench -- [NAME] [--OPTION VALUE]`: measurements, as ratios against a peer in the same run. Nothing here
 * passes or fails, but for the fleet.
 */
import { parseArgs } from 'node:util';
import { benchBackup } from './backup.mjs';
import { benchExclude } from './exclude.mjs';
import { benchFiles } from './files.mjs';
import { benchFleet } from './fleet.mjs';
import { benchKeep } from './keep.mjs';
import { benchPicture } from './picture.mjs';
import { benchRestore } from './restore.mjs';
import { benchRunOverhead } from './run-overhead.mjs';
import { benchShell } from './shell.mjs';
import { benchSpace } from './space.mjs';
import { benchUsage } from './usage.mjs';
import { benchWindow } from './window.mjs';

/** @type {Record<string, (options: Record<string, string | undefined>) => Promise<void>>} */
const BENCHES = {
  run: benchRunOverhead,
  keep: benchKeep,
  restore: benchRestore,
  backup: benchBackup,
  files: benchFiles,
  usage: benchUsage,
  exclude: benchExclude,
  picture: benchPicture,
  shell: benchShell,
  space: benchSpace,
  window: benchWindow,
  fleet: benchFleet,
};

const OPTIONS = [
  ...['files', 'rounds', 'before'],
  ...['laptops', 'at-once', 'seconds', 'together', 'window', 'within', 'max-startups', 'paper'],
];

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  // "before" is for scripts/bench, which builds it.
  options: Object.fromEntries(OPTIONS.map((name) => [name, /** @type {const} */ ({ type: 'string' })])),
});
const unknown = wanted.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench(options);
  }
}
