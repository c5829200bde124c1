/** The icons as the build leaves them. Where a panel is meant, its colour is put behind the icon as a desktop does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TRAY_STATES } from '../../scripts/icons/tray.mjs';
import { readPng } from '../helpers/read-png';

const icons = join(import.meta.dirname, '../../dist/app/icons');
const tray = join(icons, 'tray');
const SIZES = [16, 22, 24, 32, 44, 48, 64, 66];
/** Adwaita's dark and light, and the middle, where an icon for either would be lost. */
const PANELS: [string, number][] = [
  ['a dark', 0x2e3436],
  ['a light', 0xf0f0f0],
  ['a grey', 0x808080],
];

/** Of one pixel on a panel, as WCAG defines it: 0 to 1, colour set aside. */
function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

const channelsOf = (colour: number): number[] => [16, 8, 0].map((shift) => ((colour >> shift) & 0xff) / 255);

/** Each pixel of the icon at 16 px on the panel: is it seen, at 3:1, the least that WCAG asks of a mark? */
function seen(state: string, panel: number): boolean[] {
  const { width, height, rgba } = readPng(join(tray, `${state}@16.png`));
  const behind = channelsOf(panel);
  return Array.from({ length: width * height }, (_, pixel) => {
    const alpha = (rgba[pixel * 4 + 3] ?? 0) / 255;
    const mixed = behind.map((back, channel) => {
      return alpha * ((rgba[pixel * 4 + channel] ?? 0) / 255) + (1 - alpha) * back;
    });
    return contrast(luminance(mixed), luminance(behind)) >= 3;
  });
}

const count = (flags: readonly boolean[]): number => flags.filter(Boolean).length;

test('every state is there in every size, and nothing else', () => {
  const wanted = TRAY_STATES.flatMap((state) => SIZES.map((size) => `${state}@${size}.png`));
  expect(readdirSync(tray).sort()).toEqual(wanted.sort());
  for (const name of wanted) {
    const size = Number(/@(\d+)/.exec(name)?.[1]);
    expect(readPng(join(tray, name)), name).toMatchObject({ width: size, height: size });
  }
});

test.each(PANELS)('no two states are alike on %s panel at 16 px, counting only what is seen', (_, panel) => {
  const states = TRAY_STATES.map((state) => ({ state, pixels: seen(state, panel) }));
  for (const [index, one] of states.entries()) {
    for (const other of states.slice(index + 1)) {
      const differing = count(one.pixels.map((flag, pixel) => flag !== other.pixels[pixel]));
      // The shape has 8 by 8 pixels. An eighth of them is what an eye notices without looking for it; between two
      // steps of the ring, whose eighth is five pixels wide and soft at its ends, one is enough: it moves, as a hand does.
      const bothRun = one.state.startsWith('running') && other.state.startsWith('running');
      expect(differing, `${one.state} and ${other.state}`).toBeGreaterThanOrEqual(bothRun ? 1 : 8);
    }
  }
});

test.each(PANELS)('every state is seen on %s panel', (_, panel) => {
  for (const state of TRAY_STATES) {
    const pixels = seen(state, panel);
    const badge = pixels.filter((__, pixel) => pixel % 16 >= 7 && pixel >= 7 * 16);
    // As much of each as a line around a shape of that size has: the least an outline can be made of.
    expect(count(pixels), `${state}, whole`).toBeGreaterThanOrEqual(40);
    expect(count(badge), `${state}, its shape`).toBeGreaterThanOrEqual(8);
  }
});

test('the ring fills as the backup goes on', () => {
  const lit = Array.from({ length: 9 }, (_, step) => count(seen(`running-${step}`, 0x2e3436)));
  expect(lit).toEqual([...lit].sort((one, other) => one - other));
});

test("the app's icon is there in every size", () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    const file = join(icons, `latchkey-${size}.png`);
    expect(readPng(file), file).toMatchObject({ width: size, height: size });
  }
  expect(existsSync(join(icons, 'latchkey.svg'))).toBe(true);
  // What a desktop needs to colour it: GTK a fill to replace, KDE the class.
  const symbolic = readFileSync(join(icons, 'latchkey-symbolic.svg'), 'utf8');
  expect(symbolic).toContain('fill="currentColor"');
  expect(symbolic).toContain('.ColorScheme-Text');
});
