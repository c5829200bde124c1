/**
 * The tray's icons, put together from the shapes in icons/tray-16.svg and icons/tray-22.svg: a key, and at its foot the
 * shape of the state.
 *
 * Electron sends pixels and nobody says what colour the panel has. So each shape is light with a dark outline of one
 * pixel of the grid: on a dark panel the light part is seen, on a light one the outline, and both follow the same shape.
 * Nothing depends on colour. The outline also separates the shape of the state from the key behind it.
 */
import { readFileSync } from 'node:fs';

const LIGHT = '#f8f8f8';
const DARK = '#16191b';
/** For what is there but not lit. At least 3:1 against a dark panel; on a light one the outline is what is seen. */
const DIM = '#909090';

const PLAIN = /** @type {const} */ (['good', 'attention', 'failed', 'open', 'paused', 'never']);
/** running-0 to running-8: how many eighths are done. */
const STEPS = 8;

/** @type {readonly string[]} */
export const TRAY_STATES = [...PLAIN, ...Array.from({ length: STEPS + 1 }, (_, step) => `running-${step}`)];

/** Which drawing a size is made from, and by what whole number it is scaled; 24 is 22 with a margin. */
export const TRAY_SIZES = /** @type {const} */ ([
  { size: 16, grid: 16, scale: 1 },
  { size: 22, grid: 22, scale: 1 },
  { size: 24, grid: 22, scale: 1 },
  { size: 32, grid: 16, scale: 2 },
  { size: 44, grid: 22, scale: 2 },
  { size: 48, grid: 22, scale: 2 },
  { size: 64, grid: 16, scale: 4 },
  { size: 66, grid: 22, scale: 3 },
]);

/**
 * One icon as SVG, `size` pixels wide.
 * @param {string} state one of TRAY_STATES
 * @param {(typeof TRAY_SIZES)[number]} variant
 */
export function drawTrayIcon(state, { size, grid, scale }) {
  const shapes = readFileSync(new URL(`../../icons/tray-${grid}.svg`, import.meta.url), 'utf8');
  const [name = '', step] = state.split('-');
  const badge = shape(shapes, name);
  const margin = (size - grid * scale) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    <style>
      .track, .arc { fill: none; stroke: ${LIGHT}; stroke-width: ${grid === 16 ? 2 : 3} }
      .track { stroke: ${DIM}; stroke-width: ${grid === 16 ? 1.25 : 1.5} }
      .arc { stroke-dasharray: ${dashes(badge, Number(step))} }
      .cut { fill: ${DARK} }
      .outline * { fill: ${DARK}; fill-rule: nonzero; stroke: ${DARK}; stroke-width: 2; stroke-linejoin: round }
      .outline .track { stroke-width: 3 }
      .outline .arc { stroke: none; fill: none }
      .outline .hollow { fill: none }
    </style>
    <g transform="translate(${margin} ${margin}) scale(${scale})">
      <g class="outline">${shape(shapes, 'key')}</g>
      <g fill="${name === 'never' ? DIM : LIGHT}">${shape(shapes, 'key')}</g>
      <g class="outline">${badge}</g>
      <g fill="${LIGHT}">${badge}</g>
    </g>
  </svg>`;
}

/** @param {string} shapes @param {string} name */
function shape(shapes, name) {
  const found = new RegExp(`<g id="${name}">(.*?)</g>`, 's').exec(shapes)?.[1];
  if (found === undefined) throw new Error(`the tray's shapes lack "${name}"`);
  return found;
}

/** A ring that is done by `step` eighths. @param {string} badge @param {number} step */
function dashes(badge, step) {
  const radius = Number(/class="arc"[^>]* r="([\d.]+)"/.exec(badge)?.[1] ?? 0);
  const around = 2 * Math.PI * radius;
  // Something is lit from the first moment, so that the ring is never taken for the hollow one.
  return `${(around * Math.max(step, 0.5)) / STEPS} ${around}`;
}
