/** A first exclude list: what comes back by itself, or what nobody misses. Made of presets, so that their titles are in it. */
import { placeInside } from '../settings/place-inside';
import { escapeForPattern, hasWildcard } from './pattern-tokens';
import { presetLines, type Preset } from './presets';
import { asBytes } from './rules-for-transfer';

/** What is left out where nobody has said otherwise: things that come back by themselves, and rubbish. */
export const USUAL_PRESETS: ReadonlySet<string> = new Set([
  'caches',
  'packages',
  'node-modules',
  'build-outputs',
  'trash',
  'steam',
]);

const HEAD = `# What Latchkey excludes, in rsync's exclude syntax.
# One rule a line; the first match decides.
# A name alone matches at any depth.
# A slash behind it: only directories.
# A slash before it: a full path, or one from the top of what is backed up.
# "+ RULE" keeps what a later rule would exclude.
`;

const ALWAYS = ["# Other programs' temporary and lock files", '*.swp', '*~', '.~lock.*#'];

/** Of a whole system: what the kernel makes up, what is gone after a restart, and other disks. */
const SYSTEM = [
  '# Not kept on this disk, or not for long',
  ...['/proc/*', '/sys/*', '/dev/*', '/run/*', '/tmp/*', '/var/tmp/*', '/mnt/*', '/media/*'],
  ...['/swapfile', '/swap.img'],
];

/** @returns bytes in a binary string. `store`: of a local store, since one inside of what is backed up would hold itself. */
export function firstExcludeList(first: {
  presets: readonly Preset[];
  roots: readonly string[];
  store: string | undefined;
}): string {
  const { presets, roots, store } = first;
  const places = [...new Set(roots.flatMap((root) => placeOf(store, root)))];
  const sections = [
    ...presets.map((preset) => presetLines(preset, '')).filter((lines) => lines.length > 1),
    ALWAYS,
    ...(roots.includes('/') ? [SYSTEM] : []),
    ...(places.length === 0
      ? []
      : [['# The backup store itself', ...places.map((place) => ownStoreRule(asBytes(place)))]]),
  ];
  return `${HEAD}${sections.map((lines) => `\n${lines.join('\n')}\n`).join('')}`;
}

/** As rsync meets it on its way down from the root: a link on the way there makes no difference. */
function placeOf(store: string | undefined, root: string): string[] {
  const place = store === undefined ? undefined : placeInside(store, root);
  return place === undefined || place === root ? [] : [place];
}

function ownStoreRule(store: string): string {
  return `${hasWildcard(store) ? escapeForPattern(store) : store}/`;
}
