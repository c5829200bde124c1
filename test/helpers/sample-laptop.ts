/** A laptop's home folder as a scan would have found it: 412 GB, the same each time. */
import { FLAGS, type ScannedTree } from '../../electron/usage/scanned-tree';
import { DISK_PARTS } from '../../shared/usage-kinds';
import { buildTree, makeEntry, type TreeEntry } from './tree-of-entries';

const DAY = 86_400;

/** mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** GB, and what the files in it are called; a number behind a name is how many files. */
const FOLDERS: [path: string, gigabytes: number, endings: string, files: number, ageDays: number][] = [
  ['videos/2024 Lofoten', 74, 'mp4', 31, 700],
  ['videos/2025 Alps', 61, 'mp4', 24, 420],
  ['videos/Family', 49, 'mkv', 12, 1500],
  ['videos', 7, 'mov', 3, 90],
  ['vm', 88, 'qcow2', 1, 4],
  ['vm/images', 4, 'iso', 3, 300],
  ['.cache/mozilla/firefox/a1b2c3d4.default/cache2', 6, 'bin', 900, 1],
  ['.cache/pip', 5, 'whl', 220, 40],
  ['.cache/thumbnails', 3, 'png', 1400, 9],
  ['.cache/yay', 17, 'zst', 41, 60],
  ['Pictures/2023', 14, 'cr3', 380, 900],
  ['Pictures/2024', 17, 'cr3', 460, 500],
  ['Pictures/2025', 9, 'jpg', 900, 120],
  ['Music', 11, 'flac', 310, 2100],
  ['Documents/Taxes', 0.6, 'pdf', 90, 200],
  ['Documents/Studies', 2.2, 'pdf', 240, 1900],
  ['Documents', 0.4, 'odt', 60, 14],
  ['work/latchkey/node_modules/electron', 0.4, 'js', 400, 3],
  ['work/latchkey/node_modules/typescript', 0.1, 'js', 120, 3],
  ['work/latchkey/src', 0.05, 'ts', 140, 0.2],
  ['work/kernel/.git', 3.1, 'pack', 12, 30],
  ['work/kernel', 1.4, 'c', 700, 30],
  ['work/ml/data', 12, 'parquet', 9, 260],
  ['work/ml/venv/lib', 6, 'so', 300, 260],
  ['Downloads', 9, 'zip', 44, 70],
  ['.local/share/Steam/steamapps/common/Factorio', 4, 'pak', 60, 33],
  ['.local/share/Trash/files', 2, 'zip', 7, 20],
  ['.thunderbird/mail', 5, 'mbox', 14, 0.1],
  ['.config', 0.3, 'json', 300, 1],
  ['.var/app/org.gimp.GIMP', 0.8, 'xcf', 20, 45],
];

const NAMES: Record<string, string[]> = {
  qcow2: ['win11'],
  iso: ['debian-12.9', 'fedora-42', 'ubuntu-26.04'],
  mov: ['birthday', 'harbour', 'kitten'],
};

/** `now`: seconds since 1970, what the ages are counted from. */
export function sampleLaptop(now: number, root = '/home/you'): ScannedTree {
  return buildTree([laptopFolder(now, root)]);
}

/** The same folder as a disk of its own, scanned as one. */
export function sampleDisk(now: number, root = '/home/you'): ScannedTree {
  const parts = DISK_PARTS.map(() => makeEntry(undefined, '', FLAGS.directory));
  return buildTree([laptopFolder(now, root), ...parts]);
}

function laptopFolder(now: number, root: string): TreeEntry {
  const random = randomFrom(7);
  const top = makeEntry(undefined, root, FLAGS.directory);
  const folders = new Map<string, TreeEntry>([['', top]]);
  for (const [path, gigabytes, ending, files, age] of FOLDERS) {
    const folder = folderAt(folders, path);
    const weights = Array.from({ length: files }, () => random() ** 3 + 0.02);
    const sum = weights.reduce((all, weight) => all + weight, 0);
    for (const [index, weight] of weights.entries()) {
      const name = NAMES[ending]?.[index] ?? `${ending}-${String(1000 + index * 7)}`;
      const file = makeEntry(folder, `${name}.${ending}`);
      file.blocks = Math.max(8, Math.round((gigabytes * 1e9 * weight) / sum / 4096) * 8);
      file.size = file.blocks * 512 - 117;
      file.mtime = Math.max(1, Math.round(now - age * DAY * (0.5 + random())));
    }
  }
  const closed = makeEntry(folderAt(folders, 'work'), 'private', FLAGS.directory | FLAGS.unreadable);
  closed.blocks = 8;
  return top;
}

function folderAt(folders: Map<string, TreeEntry>, path: string): TreeEntry {
  const known = folders.get(path);
  if (known !== undefined) return known;
  const end = path.lastIndexOf('/');
  const parent = folderAt(folders, end === -1 ? '' : path.slice(0, end));
  const folder = makeEntry(parent, path.slice(end + 1), FLAGS.directory);
  folder.blocks = 8;
  folder.size = 4096;
  folders.set(path, folder);
  return folder;
}
