/** All tray icons on one picture: a row for each state, at 1:1 and 8:1, on a light, a middle and a dark panel. */
import { renderPng } from './render.mjs';
import { drawTrayIcon, TRAY_SIZES, TRAY_STATES } from './tray.mjs';

const PANELS = ['#f0f0f0', '#808080', '#2e3436'];
const MAGNIFIED = /** @type {readonly number[]} */ ([16, 22]);
const ROW = 8 * 22 + 8;
const PANEL_WIDTH = 700;

export async function drawSheet() {
  /** @type {string[]} */
  const images = [];
  for (const [row, state] of TRAY_STATES.entries()) {
    let x = 8;
    for (const variant of TRAY_SIZES) {
      const png = Buffer.from(await renderPng(drawTrayIcon(state, variant))).toString('base64');
      for (const scale of MAGNIFIED.includes(variant.size) ? [1, 8] : [1]) {
        const side = variant.size * scale;
        images.push(`<image x="${x}" y="${row * ROW + 4}" width="${side}" height="${side}"
          image-rendering="optimizeSpeed" href="data:image/png;base64,${png}" />`);
        x += side + 8;
      }
    }
  }
  const icons = images.join('\n');
  const panels = PANELS.map(
    (colour, index) => `<g transform="translate(${index * PANEL_WIDTH})">
      <rect width="${PANEL_WIDTH}" height="100%" fill="${colour}" />${icons}</g>`,
  );
  return renderPng(`<svg xmlns="http://www.w3.org/2000/svg" width="${PANELS.length * PANEL_WIDTH}"
    height="${TRAY_STATES.length * ROW}">${panels.join('\n')}</svg>`);
}
