/** The order of what a folder holds, as a file manager has it. Pure. */
import type { FolderEntry } from '../../shared/give-back';
import type { FileNow, FileOrder } from '../../shared/ipc-files';

/** `name`: as it is shown. */
export interface Ordered extends Pick<FolderEntry, 'kind' | 'size' | 'mtimeMs'> {
  name: string;
  now?: FileNow;
}

const NOWS: readonly (FileNow | undefined)[] = ['gone', 'changed', 'same', 'folder'];

/** The places of the entries in their order. Folders come first, but for the orders by size and time. */
export function orderRows(entries: readonly Ordered[], order: FileOrder, descending: boolean): number[] {
  const keys = entries.map(({ name }) => nameKey(name));
  const foldersFirst = order === 'name' || order === 'now';
  const sign = descending ? -1 : 1;
  const value = ({ size, mtimeMs, now }: Ordered): number =>
    order === 'size' ? size : order === 'time' ? mtimeMs : order === 'now' ? NOWS.indexOf(now) : 0;
  return entries
    .map((_, index) => index)
    .sort((left, right) => {
      const [one, other] = [entries[left], entries[right]];
      if (one === undefined || other === undefined) return 0;
      const folders = foldersFirst ? Number(isFolder(other)) - Number(isFolder(one)) : 0;
      if (folders !== 0) return folders;
      const values = value(one) - value(other);
      if (values !== 0) return sign * values;
      const [key, otherKey] = [keys[left] ?? '', keys[right] ?? ''];
      if (key === otherKey) return left - right;
      return (order === 'name' ? sign : 1) * (key < otherKey ? -1 : 1);
    });
}

function isFolder({ kind }: Ordered): boolean {
  return kind === 'directory';
}

/**
 * Compared as plain text it gives what a person expects: in whatever case, without accents, "2" before "10". A collator
 * would take a second for a hundred thousand names.
 */
function nameKey(name: string): string {
  // eslint-disable-next-line no-control-regex -- whatever is no ASCII
  const plain = /[^\u0000-\u007f]/.test(name) ? name.normalize('NFD').replace(/\p{Mn}/gu, '') : name;
  return plain.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(20, '0'));
}
