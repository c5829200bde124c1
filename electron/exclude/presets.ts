/** Named sets of rules for what most people leave out, each with its reason. Nothing in here is chosen for anybody. */
import { asBytes } from './rules-for-transfer';
import { translateAnchored } from './translate-anchored';
import type { ExcludeLine } from './parse-rules';
import { escapeForPattern, hasWildcard } from './pattern-tokens';

export interface Preset {
  name: string;
  title: string;
  /** What it means to leave this out. */
  why: string;
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
    why: 'Programs fill them again by themselves. Browsers and desktop programs keep most of theirs here.',
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
    why: 'What package managers for programmers have fetched; they fetch it again when it is needed.',
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
    why: '"npm install" brings them back from package-lock.json. Many small files, slow to back up.',
    rules: ['node_modules/'],
  },
  {
    name: 'build-outputs',
    title: 'Build outputs',
    why: 'Made from sources that are backed up. Only directories whose names leave no doubt.',
    rules: [
      ...['__pycache__/', '.venv/', '.tox/', '.mypy_cache/', '.pytest_cache/', '.ruff_cache/'],
      ...['target/debug/', 'target/release/', '.gradle/', '.next/', '.nuxt/', '.parcel-cache/', '.turbo/'],
      ...['CMakeFiles/', '.terraform/', '.ccache/'],
    ],
  },
  {
    name: 'virtual-machines',
    title: 'Virtual machines and containers',
    why: 'Very large, and changed as a whole whenever they run. What is inside needs a backup of its own.',
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
    why: 'What you have already thrown away.',
    rules: ['.local/share/Trash/', '.Trash/', '.Trash-*/', 'lost+found/'],
  },
  {
    name: 'steam',
    title: 'Steam games',
    why: 'Steam downloads them again. Saved games beside them (steamapps/compatdata) stay in the backup.',
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
      why: 'Mostly there once more on the network. Look through them first.',
      rules: [directoryRule(places.downloads)],
    },
    {
      name: 'media',
      title: 'Films and disc images',
      why: 'Large files that do not shrink. Leave out your own recordings only if they are kept elsewhere, too.',
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
