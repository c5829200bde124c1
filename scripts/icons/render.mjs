/** SVG to PNG. By WebAssembly: the same pixels on every machine, and no binary per platform to install. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const { resolve } = createRequire(import.meta.url);
/** @type {Promise<void> | undefined} */
let ready;

/**
 * @param {string} svg
 * @param {number} [width] in pixels; without it, the drawing's own
 */
export async function renderPng(svg, width) {
  ready ??= readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm);
  await ready;
  const drawing = new Resvg(svg, width === undefined ? {} : { fitTo: { mode: 'width', value: width } });
  const image = drawing.render();
  const png = image.asPng();
  // What WebAssembly allocates, no garbage collector sees.
  image.free();
  drawing.free();
  return png;
}
