/**
 * Makes the icons from the drawings in icons/. Called by the build; by hand:
 *   node scripts/make-icons.mjs                 into dist/app/icons
 *   node scripts/make-icons.mjs --sheet FILE    all tray icons on light, mid and dark panels, for looking at
 *
 * What lies in dist/app/icons:
 *   tray/STATE@SIZE.png     STATE: good, attention, failed, open, paused, never, running-0 to running-8 (eighths done)
 *                           SIZE: pixels, 16, 22, 24, 32, 44, 48, 64, 66. One image for Electron's tray holds those of
 *                           one drawing at scale 1, 2, 3: 22 with 44 and 66. 16 goes with 32 and 64, 24 with 48.
 *   latchkey-SIZE.png       the app's icon: 16, 24, 32, 48, 64, 128, 256, 512
 *   latchkey.svg, latchkey-symbolic.svg
 *                           the same to any scale, and for desktops that colour icons themselves
 * A package puts the latter below /usr/share/icons/hicolor: SIZExSIZE/apps/latchkey.png, scalable/apps/latchkey.svg,
 * symbolic/apps/latchkey-symbolic.svg.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { drawSheet } from './icons/sheet.mjs';
import { renderPng } from './icons/render.mjs';
import { drawTrayIcon, TRAY_SIZES, TRAY_STATES } from './icons/tray.mjs';

const sources = new URL('../icons/', import.meta.url);
const output = new URL('../dist/app/icons/', import.meta.url);

/** Which drawing each size of the app's icon is made from: the small ones are drawn on their pixels. */
const APP_ICONS = /** @type {const} */ ({
  'latchkey-16.svg': [16, 32],
  'latchkey-24.svg': [24, 48],
  'latchkey.svg': [64, 128, 256, 512],
});

export async function makeIcons() {
  await rm(output, { recursive: true, force: true });
  await mkdir(new URL('tray/', output), { recursive: true });
  await Promise.all([makeTrayIcons(), makeAppIcons()]);
}

async function makeTrayIcons() {
  for (const state of TRAY_STATES) {
    for (const variant of TRAY_SIZES) {
      const png = await renderPng(drawTrayIcon(state, variant));
      await writeFile(new URL(`tray/${state}@${variant.size}.png`, output), png);
    }
  }
}

async function makeAppIcons() {
  for (const [source, sizes] of Object.entries(APP_ICONS)) {
    const drawing = await readFile(new URL(source, sources), 'utf8');
    for (const size of sizes) {
      await writeFile(new URL(`latchkey-${size}.png`, output), await renderPng(drawing, size));
    }
  }
  for (const name of ['latchkey.svg', 'latchkey-symbolic.svg']) {
    await copyFile(new URL(name, sources), new URL(name, output));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [option, file, ...rest] = process.argv.slice(2);
  if (option === undefined) {
    await makeIcons();
  } else if (option === '--sheet' && file !== undefined && rest.length === 0) {
    await writeFile(file, await drawSheet());
    console.log(`Rows, from the top: ${TRAY_STATES.join(', ')}.`);
  } else {
    console.error('Usage: node scripts/make-icons.mjs [--sheet FILE]');
    process.exitCode = 2;
  }
}
