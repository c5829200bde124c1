/** Named sets of rules for what most people leave out. Nothing in here is chosen for anybody. */
import { asBytes } from './rules-for-transfer';
import { translateAnchored } from './translate-anchored';
import type { ExcludeLine } from './parse-rules';
import { escapeForPattern, hasWildcard } from './pattern-tokens';

export interface Preset {
  name: string;
  /** As a comment over its rules in the list. */
  title: string;
  /** Lines for the exclude list, binary strings. */
  rules: string[];
}

/** Where this user's things are. */
export interface Places {
  home: string;
  /** From xdg-user-dirs(1), since they have names in the user's language. */
  downloads: string;
  videos: string;
}

/**
 * Only names that say for certain what is in them. `target/` and `build/` are not among them: rsync cannot see the
 * Cargo.toml beside one, and people name other things so.
 */
const BY_NAME: readonly Preset[] = [
  {
    name: 'caches',
    title: 'Caches',
    rules: [
      '.cache/',
      '.thumbnails/',
      '.var/app/*/cache/',
      '.mozilla/firefox/*/cache2/',
      '.config/**/Cache/',
      '.config/**/Code Cache/',
      '.config/**/GPUCache/',
      '.config/**/CacheStorage/',
    ],
  },
  {
    name: 'packages',
    title: 'Downloaded packages',
    rules: [
      '.npm/_cacache/',
      '.local/share/pnpm/store/',
      '.bun/install/cache/',
      '.cargo/registry/',
      '.cargo/git/',
      '.rustup/toolchains/',
      '.gradle/caches/',
      '.m2/repository/',
      'go/pkg/mod/',
    ],
  },
  {
    name: 'node-modules',
    title: 'node_modules',
    rules: ['node_modules/'],
  },
  {
    name: 'build-outputs',
    title: 'Build outputs',
    rules: [
      ...['__pycache__/', '.venv/', '.tox/', '.mypy_cache/', '.pytest_cache/', '.ruff_cache/'],
      ...['target/debug/', 'target/release/', '.gradle/', '.next/', '.nuxt/', '.parcel-cache/', '.turbo/'],
      ...['CMakeFiles/', '.terraform/', '.ccache/'],
    ],
  },
  {
    name: 'virtual-machines',
    title: 'Virtual machines and containers',
    rules: [
      '.local/share/libvirt/images/',
      '.local/share/gnome-boxes/images/',
      '.var/app/org.gnome.Boxes/data/gnome-boxes/images/',
      'VirtualBox VMs/',
      '.vagrant.d/boxes/',
      '.local/share/containers/storage/',
      '.local/share/docker/',
      '/var/lib/libvirt/images/',
      '/var/lib/docker/',
      '/var/lib/containers/storage/',
    ],
  },
  {
    name: 'trash',
    title: 'Trash',
    rules: ['.local/share/Trash/', '.Trash/', '.Trash-*/', 'lost+found/'],
  },
  {
    name: 'steam',
    title: 'Steam games',
    rules: ['steamapps/common/', 'steamapps/downloading/', 'steamapps/shadercache/', 'steamapps/temp/'],
  },
];

/** All presets; rules with full paths only where they lead into what is backed up. */
export function presetsFor(places: Places, roots: readonly string[]): Preset[] {
  return [
    ...BY_NAME,
    {
      name: 'downloads',
      title: 'Downloads',
      rules: [directoryRule(places.downloads)],
    },
    {
      name: 'media',
      title: 'Films and disc images',
      rules: [directoryRule(places.videos), '*.iso', '*.img', '*.mkv'],
    },
  ].map((preset) => ({ ...preset, rules: preset.rules.filter((rule) => concerns(rule, roots)) }));
}

/** A list that a preset is added to: its rules that are not there yet, under a comment that names it. */
export function presetLines({ title, rules }: Preset, list: string): string[] {
  const there = new Set(list.split(/[\r\n]+/));
  const missing = rules.filter((rule) => !there.has(rule) && !there.has(`- ${rule}`));
  return missing.length === 0 ? [] : [`# ${title}`, ...missing];
}

/** The lines of a list that hold one of its rules. */
export function rulesThere({ rules }: Preset, lines: readonly ExcludeLine[]): number[] {
  const wanted = new Set(rules.flatMap((rule) => [rule, `- ${rule}`]));
  return lines.filter(({ text }) => wanted.has(text)).map(({ number }) => number);
}

function directoryRule(path: string): string {
  const bytes = asBytes(path);
  return `${hasWildcard(bytes) ? escapeForPattern(bytes) : bytes}/`;
}

function concerns(rule: string, roots: readonly string[]): boolean {
  if (!rule.startsWith('/')) return true;
  return roots.some((root) => translateAnchored(rule.replace(/\/$/, ''), asBytes(root)).leadsIntoRoot);
}
