/** The picture's colours, read from the style sheet once for each theme: a canvas knows no custom properties. */
import { useEffect, useState, type RefObject } from 'react';
import { AGES, type Age } from './age';
import {
  DISK_PARTS,
  FILE_KINDS,
  GROWTHS,
  type DiskPart,
  type FileKind,
  type GrowthStep,
} from '../../shared/usage-kinds';

export const COLOUR_CHOICES = ['kind', 'age', 'excluded', 'growth'] as const;
export type ColourBy = (typeof COLOUR_CHOICES)[number];

/** What decides a box's colour, by what the picture is coloured by. */
export type Hue = FileKind | DiskPart | Age | GrowthStep | 'kept' | 'none' | 'unreadable';

export interface Palette {
  fill: (hue: Hue, depth: number, leftOut: boolean) => string;
  text: string;
  quietText: string;
  surface: string;
  hatch: string;
  outline: string;
  focus: string;
  found: string;
  font: string;
}

/** Boxes fade towards the surface with their depth: per cent, from the strongest on which letters can be read. */
const STRONGEST = 90;
const FADING = 6;
const DEEPEST = 6;

/** The token behind each hue; kinds in the order of the eight hues, so that neighbours in meaning are not in colour. */
const TOKENS: Record<Hue, string> = {
  documents: '--kind-1',
  pictures: '--kind-6',
  music: '--kind-4',
  films: '--kind-3',
  archives: '--kind-7',
  'disk-images': '--kind-5',
  code: '--kind-2',
  programs: '--kind-8',
  other: '--kind-none',
  none: '--kind-none',
  week: '--age-1',
  month: '--age-2',
  'half-year': '--age-3',
  year: '--age-4',
  'three-years': '--age-5',
  older: '--age-6',
  unknown: '--kind-none',
  less: '--age-6',
  same: '--kind-none',
  little: '--grown-1',
  much: '--grown-2',
  double: '--grown-3',
  kept: '--kind-1',
  unreadable: '--unreadable',
  hidden: '--disk-hidden',
  reserved: '--disk-reserved',
  free: '--disk-free',
};

const HUES: readonly Hue[] = [
  ...FILE_KINDS,
  ...DISK_PARTS,
  ...AGES,
  ...GROWTHS,
  'kept',
  'none',
  'unreadable',
];

/** `host`: an element of the page, for its computed styles. */
export function readPalette(host: HTMLElement): Palette {
  const probe = document.createElement('i');
  host.append(probe);
  const resolve = (colour: string): string => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const fills = new Map<string, string>();
  for (const hue of HUES) {
    for (let depth = 0; depth <= DEEPEST; depth += 1) {
      const share = STRONGEST - depth * FADING;
      const base = `color-mix(in oklab, var(${TOKENS[hue]}) ${share}%, var(--surface-0))`;
      fills.set(key(hue, depth, false), resolve(base));
      fills.set(key(hue, depth, true), resolve(`color-mix(in oklab, ${base} 22%, var(--left-out))`));
    }
  }
  const palette = {
    fill: (hue: Hue, depth: number, leftOut: boolean) =>
      fills.get(key(hue, Math.min(depth, DEEPEST), leftOut)) ?? '',
    text: resolve('var(--text-1)'),
    quietText: resolve('var(--picture-size)'),
    surface: resolve('var(--surface-0)'),
    hatch: resolve('var(--hatch)'),
    outline: resolve('var(--text-1)'),
    focus: resolve('var(--accent-strong)'),
    found: resolve('var(--attention)'),
    font: getComputedStyle(host).fontFamily,
  };
  probe.remove();
  return palette;
}

function key(hue: Hue, depth: number, leftOut: boolean): string {
  return `${hue} ${depth} ${leftOut ? 1 : 0}`;
}

/** The picture's colours, read anew when the theme changes. */
export function usePalette(element: RefObject<HTMLElement | null>): Palette | undefined {
  const [palette, setPalette] = useState<Palette>();
  useEffect(() => {
    const read = (): void => {
      if (element.current !== null) setPalette(readPalette(element.current));
    };
    read();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', read);
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      dark.removeEventListener('change', read);
      chosen.disconnect();
    };
  }, [element]);
  return palette;
}
