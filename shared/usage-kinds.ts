/** The kinds of what lies on a disk: what a file holds, what a box stands for, what becomes of either in a backup. */

/** What a file is, by the ending of its name; of a folder: what most of its bytes are. The order is the number's meaning. */
export const FILE_KINDS = [
  'other',
  'documents',
  'pictures',
  'music',
  'films',
  'archives',
  'disk-images',
  'code',
  'programs',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What a disk holds beside what was scanned: used by what cannot be seen, kept back for the system, free. */
export const DISK_PARTS = ['hidden', 'reserved', 'free'] as const;
export type DiskPart = (typeof DISK_PARTS)[number];

/** What a box stands for. `smaller`: several entries of one folder, each too small to be seen. */
export const BOX_KINDS = [
  'directory',
  'file',
  'symlink',
  'other',
  'unreadable',
  'mount-point',
  'smaller',
  ...DISK_PARTS,
] as const;
export type BoxKind = (typeof BOX_KINDS)[number];

export function isDiskPart(kind: BoxKind): kind is DiskPart {
  return DISK_PARTS.some((part) => part === kind);
}

/** What becomes of it in a backup. `outside`: it lies in none of the folders that are backed up. */
export const FATES = ['backed-up', 'left-out', 'outside'] as const;
export type Fate = (typeof FATES)[number];

/** How much larger it is than in an earlier scan: by less than a tenth of what it is now, by less than half, by more. */
export const GROWTHS = ['unknown', 'less', 'same', 'little', 'much', 'double'] as const;
export type GrowthStep = (typeof GROWTHS)[number];

/** Bytes of a list of du or ncdu that travel at a time: the whole may be larger than memory has room for. */
export const MOST_LIST_PART = 4 * 1024 * 1024;
