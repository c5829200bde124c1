/** What files are, by the ending of their names, and what most of a folder is. For colours: nothing is opened. */
import { FILE_KINDS, type FileKind } from '../../shared/usage-kinds';
import { FLAGS, type ScannedTree } from './scanned-tree';

const ENDINGS: Record<Exclude<FileKind, 'other'>, string> = {
  documents: 'pdf odt ods odp odg doc docx xls xlsx ppt pptx rtf txt md tex epub mobi azw3 djvu ps eml mbox',
  pictures:
    'jpg jpeg png gif webp heic heif avif svg tif tiff bmp raw cr2 cr3 nef arw dng orf rw2 xcf psd kra',
  music: 'mp3 flac ogg opus m4a aac wav wma aiff mid mod sf2',
  films: 'mkv mp4 m4v avi mov webm mpg mpeg wmv flv ts vob m2ts 3gp',
  archives: 'zip gz tgz bz2 xz zst 7z rar tar lz4 lzma deb rpm apk whl crate pack flatpak snap borg',
  'disk-images': 'iso img qcow2 vdi vmdk vhd vhdx ova dmg squashfs',
  code: 'js mjs cjs jsx tsx json map py ipynb c h cc cpp hpp cs java kt go rs rb php pl sh lua swift r sql html htm css scss xml yaml yml toml ini csv tsv log po patch diff',
  programs: 'so o a exe dll bin appimage jar class pyc wasm node ko elf lib pdb rlib rmeta msi dex',
};

const DOT = 0x2e;
/** Of those that say anything here. */
const LONGEST_ENDING = 8;

const NO_FILE = FLAGS.directory | FLAGS.symlink | FLAGS.other;

/** Open addressing, a power of two of slots. A million names are looked up in it, which a Map takes three times as long for. */
const SLOTS = 1024;
const HASHES = new Int32Array(SLOTS);
const KINDS = new Uint8Array(SLOTS);
for (const [kind, endings] of Object.entries(ENDINGS)) {
  for (const ending of endings.split(' ')) {
    const bytes = Buffer.from(`x.${ending}`);
    const hash = hashEnding(bytes, 0, bytes.length);
    let slot = hash & (SLOTS - 1);
    while (HASHES[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    HASHES[slot] = hash;
    KINDS[slot] = FILE_KINDS.indexOf(kind as FileKind);
  }
}

/**
 * An index into FILE_KINDS for each node. `known`: of the same tree while it was smaller; only what is new is looked at.
 * Folders have that of most of their bytes on disk; what `without` names (not 0) does not count.
 */
export function kindsOf(tree: ScannedTree, known?: Uint8Array, without?: Uint8Array): Uint8Array {
  const { nodeCount, nameStart, nameLength, names, flags } = tree;
  const kinds = new Uint8Array(nodeCount);
  const before = known === undefined ? 0 : Math.min(known.length, nodeCount);
  if (known !== undefined) kinds.set(known.subarray(0, before));
  for (let node = 0; node < nodeCount; node += 1) {
    // What was handed out but not yet written had no name.
    if (node < before && kinds[node] !== 0) continue;
    if (((flags[node] ?? 0) & NO_FILE) !== 0) continue;
    const start = nameStart[node] ?? 0;
    const length = nameLength[node] ?? 0;
    const hash = hashEnding(names, start, length);
    if (hash === 0) continue;
    let slot = hash & (SLOTS - 1);
    while (HASHES[slot] !== 0 && HASHES[slot] !== hash) slot = (slot + 1) & (SLOTS - 1);
    kinds[node] = KINDS[slot] ?? 0;
  }
  setFolders(tree, kinds, without);
  return kinds;
}

/** One row of sums for each folder, from the last one up: a child's id is larger than its parent's. */
function setFolders(
  { nodeCount, parent, flags, blocks }: ScannedTree,
  kinds: Uint8Array,
  without: Uint8Array | undefined,
): void {
  const rowOf = new Uint32Array(nodeCount);
  let folders = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    if (((flags[node] ?? 0) & FLAGS.directory) === 0) continue;
    rowOf[node] = folders;
    folders += 1;
  }
  const width = FILE_KINDS.length;
  // For a colour half the digits do, in half the memory.
  const sums = new Float32Array(folders * width);
  for (let node = nodeCount - 1; node > 0; node -= 1) {
    const above = (rowOf[parent[node] ?? 0] ?? 0) * width;
    if (((flags[node] ?? 0) & FLAGS.directory) === 0) {
      if (without !== undefined && without[node] !== 0) continue;
      const at = above + (kinds[node] ?? 0);
      sums[at] = (sums[at] ?? 0) + (blocks[node] ?? 0);
      continue;
    }
    const own = (rowOf[node] ?? 0) * width;
    let best = 0;
    let most = sums[own] ?? 0;
    for (let kind = 0; kind < width; kind += 1) {
      const sum = sums[own + kind] ?? 0;
      if (sum === 0) continue;
      sums[above + kind] = (sums[above + kind] ?? 0) + sum;
      if (sum <= most) continue;
      best = kind;
      most = sum;
    }
    kinds[node] = best;
  }
  if (nodeCount > 0 && ((flags[0] ?? 0) & FLAGS.directory) !== 0) kinds[0] = largestIn(sums, 0, width);
}

function largestIn(sums: Float32Array, start: number, width: number): number {
  let best = 0;
  for (let kind = 1; kind < width; kind += 1) {
    if ((sums[start + kind] ?? 0) > (sums[start + best] ?? 0)) best = kind;
  }
  return best;
}

/**
 * FNV-1a over a name's ending from its last byte to the dot, letters as small ones; 0: it has none. Two endings with one
 * hash would share a colour, no more.
 */
function hashEnding(names: Uint8Array, start: number, length: number): number {
  const least = Math.max(start + 1, start + length - LONGEST_ENDING - 1);
  let hash = 0x811c9dc5 | 0;
  for (let at = start + length - 1; at >= least; at -= 1) {
    const byte = names[at] ?? 0;
    if (byte === DOT) return at === start + length - 1 ? 0 : hash;
    hash = Math.imul(hash ^ (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte), 0x01000193);
  }
  return 0;
}
